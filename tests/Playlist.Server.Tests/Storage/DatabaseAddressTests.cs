using Playlist.Server.Storage;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Tests.Storage;

public sealed class DatabaseAddressTests
{
    private const string Folder = "/data";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void The_default_is_a_file_in_the_data_folder(string? configured)
    {
        var address = DatabaseAddress.Parse(Database.Purpose, configured, Folder);

        Assert.Equal("/data/playlist.db", address.File);
        Assert.Equal("/data/playlist.db", address.Name);
        Assert.False(address.IsPostgres);
    }

    [Fact]
    public void SQLites_connection_string_names_another_file()
    {
        var address = DatabaseAddress.Parse(Database.Purpose, "Data Source=/elsewhere/songs.db", Folder);

        Assert.Equal("/elsewhere/songs.db", address.File);
    }

    [Theory]
    [InlineData("Host=db.example;Port=5433;Database=songs;Username=me;Password=s3cret", "PostgreSQL at db.example:5433, database songs")]
    [InlineData("postgres://me:s3cret@db.example:5433/songs", "PostgreSQL at db.example:5433, database songs")]
    [InlineData("postgresql://me:s%33cret@db.example/songs?sslmode=disable", "PostgreSQL at db.example:5432, database songs")]
    [InlineData("postgres://me@db.example", "PostgreSQL at db.example:5432, database me")]
    public void PostgreSQLs_is_told_by_its_words_or_its_scheme_and_named_without_the_password(string configured, string name)
    {
        var address = DatabaseAddress.Parse(Database.Purpose, configured, Folder);

        Assert.True(address.IsPostgres);
        Assert.Equal(name, address.Name);
    }

    [Fact]
    public void A_URIs_escapes_are_read()
    {
        var address = DatabaseAddress.Parse(Database.Purpose, "postgres://m%40e:p%3Aw%2F@db.example/so%20ngs", Folder);

        Assert.Contains("Username=m@e", address.ConnectionString, StringComparison.Ordinal);
        Assert.Contains("Password=p:w/", address.ConnectionString, StringComparison.Ordinal);
        Assert.Contains("so ngs", address.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory")]
    [InlineData("Host=")]
    [InlineData("postgres://host/db?nonsense=1")]
    [InlineData("mysql://host/db")]
    public void Anything_else_is_refused_with_examples(string configured)
    {
        var exception = Assert.Throws<FormatException>(() => DatabaseAddress.Parse(Database.Purpose, configured, Folder));

        Assert.Contains("ConnectionStrings:library must be", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Data Source=/data/playlist.db", exception.Message, StringComparison.Ordinal);
    }
}
