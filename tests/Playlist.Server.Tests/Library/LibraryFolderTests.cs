namespace Playlist.Server.Tests.Library;

public sealed class LibraryFolderTests : IDisposable
{
    private readonly SongFolder _folder = new SongFolder().Write("a/b.mp3", [1]);
    private readonly SongFolder _outside = new SongFolder().Write("secret.mp3", [2]);

    [Theory]
    [InlineData("..")]
    [InlineData("../secret.mp3")]
    [InlineData("a/../../secret.mp3")]
    [InlineData("a/..")]
    [InlineData("./a/b.mp3")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b.mp3")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    public void A_path_never_leads_out_of_the_library(string path)
    {
        Assert.Throws<IOException>(() => _folder.Library.FullPath(path));
        Assert.Throws<IOException>(() => _folder.Library.Open(path));
    }

    [Theory]
    [InlineData("a/b.mp3")]
    [InlineData("..a/...")]
    [InlineData("a b/ü.mp3")]
    public void A_path_within_the_library_leads_to_its_file_and_back(string path)
    {
        var fullPath = _folder.Library.FullPath(path);

        Assert.Equal(Path.Combine(_folder.Root, path), fullPath);
        Assert.Equal(path, _folder.Library.PathOf(fullPath));
    }

    [Fact]
    public void A_file_that_was_replaced_by_a_link_is_not_opened()
    {
        File.Delete(_folder.FullPath("a/b.mp3"));
        Link("a/b.mp3", _outside.FullPath("secret.mp3"));

        Assert.Contains("link", Assert.Throws<IOException>(() => _folder.Library.Open("a/b.mp3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_was_replaced_by_a_link_is_not_entered()
    {
        Directory.Delete(_folder.FullPath("a"), recursive: true);
        Link("a", _outside.Root);

        Assert.Throws<IOException>(() => _folder.Library.Open("a/secret.mp3"));
    }

    [Fact]
    public void A_library_that_is_itself_a_link_is_what_it_leads_to()
    {
        Link("link", _outside.Root);

        var library = new Playlist.Server.Library.LibraryFolder(Microsoft.Extensions.Options.Options.Create(new Playlist.Server.Library.LibraryOptions { Path = _folder.FullPath("link") }));

        Assert.Equal(_outside.Root, library.Root);
        library.Open("secret.mp3").Dispose();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    private void Link(string path, string target)
    {
        try
        {
            File.CreateSymbolicLink(_folder.FullPath(path), target);
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Skip("Windows lets only administrators make links: switch its developer mode on, or run this test elsewhere.");
        }
    }
}
