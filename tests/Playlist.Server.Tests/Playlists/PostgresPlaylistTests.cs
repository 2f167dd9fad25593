using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Playlists;

public sealed class PostgresPlaylistTests(PostgresFixture postgres) : PlaylistWriterTests, IClassFixture<PostgresFixture>
{
    protected override async Task<string> DatabaseAsync() => $"ConnectionStrings:library={await postgres.CreateDatabaseAsync(Cancellation)}";

    protected override ValueTask DeleteDatabaseAsync() => ValueTask.CompletedTask;
}
