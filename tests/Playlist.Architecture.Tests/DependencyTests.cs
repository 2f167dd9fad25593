using System.Text.RegularExpressions;

namespace Playlist.Architecture.Tests;

/// <summary>Who may know whom (docs/architecture.md).</summary>
public sealed partial class DependencyTests
{
    [Theory]
    [InlineData("Playlist.Protocol")]
    [InlineData("Playlist.ServiceDefaults")]
    [InlineData("Playlist.Server", "Playlist.Protocol", "Playlist.ServiceDefaults")]
    [InlineData("Playlist.Notifier", "Playlist.Protocol", "Playlist.ServiceDefaults")]
    [InlineData("Playlist.Client", "Playlist.Protocol", "Playlist.ServiceDefaults")]
    [InlineData("Playlist.AppHost", "Playlist.Client", "Playlist.Notifier", "Playlist.Server")]
    public void A_project_knows_these_and_no_others(string project, params string[] known) =>
        Assert.Equal(known, Repository.ProjectReferences(project).Order(StringComparer.Ordinal));

    [Fact]
    public void The_protocol_stands_on_the_base_class_library() =>
        Assert.Equal(["System.IO.Hashing"], Repository.PackageReferences("Playlist.Protocol"));

    [Fact]
    public void The_protocol_does_no_input_or_output() =>
        Assert.DoesNotContain(
            Repository.Sources.Where(source => source.Contains("Playlist.Protocol" + Path.DirectorySeparatorChar, StringComparison.Ordinal)),
            source => InputOrOutput().IsMatch(File.ReadAllText(source)));

    [Fact]
    public void Only_the_build_files_know_of_the_stand_ins() =>
        Assert.DoesNotContain(Repository.Sources.Concat(Repository.ProjectFiles).Except([ThisFile()]), file => File.ReadAllText(file).Contains("offline/", StringComparison.Ordinal));

    [Fact]
    public void There_is_one_version_of_every_source() =>
        Assert.DoesNotContain(Repository.Sources, source => ConditionalCompilation().IsMatch(File.ReadAllText(source)));

    private static string ThisFile() => Repository.Sources.Single(source => Path.GetFileName(source) == $"{nameof(DependencyTests)}.cs");

    [GeneratedRegex(@"\b(File|Directory|Socket|TcpClient|HttpClient|Stream|Console)\.|using System\.Net")]
    private static partial Regex InputOrOutput();

    [GeneratedRegex(@"^\s*#(if|else|elif)\b", RegexOptions.Multiline)]
    private static partial Regex ConditionalCompilation();
}
