namespace Aspire.Dashboard.BrowserTests.Browsing;

public sealed class ChromiumTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chromium-");

    [Fact]
    public void Find_takes_the_first_that_is_no_snap()
    {
        var (snaps, first, second) = (AddFolder("snaps"), AddFolder("first"), AddFolder("second"));
        File.WriteAllText(Path.Combine(snaps, "snap"), "");
        File.CreateSymbolicLink(Path.Combine(snaps, "chromium"), Path.Combine(snaps, "snap"));
        File.WriteAllText(Path.Combine(first, "chromium"), "");
        File.WriteAllText(Path.Combine(second, "chromium"), "");

        var found = Chromium.Find(named: "", $"{AddFolder("empty")}:{snaps}:{first}:{second}");

        Assert.Equal(Path.Combine(first, "chromium"), found);
    }

    [Fact]
    public void Find_takes_the_one_named_before_those_on_the_path()
    {
        var folder = AddFolder("folder");
        File.WriteAllText(Path.Combine(folder, "chromium"), "");

        Assert.Equal("/opt/chrome", Chromium.Find("/opt/chrome", folder));
    }

    [Fact]
    public void Find_finds_none_when_there_is_none() => Assert.Null(Chromium.Find(named: null, AddFolder("empty")));

    public void Dispose() => _folder.Delete(recursive: true);

    private string AddFolder(string name) => _folder.CreateSubdirectory(name).FullName;
}
