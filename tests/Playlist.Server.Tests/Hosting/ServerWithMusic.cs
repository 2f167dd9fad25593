using Playlist.Testing;

namespace Playlist.Server.Tests.Hosting;

/// <summary>A server with songs for every case, shared by the tests of a class.</summary>
public sealed class ServerWithMusic : IAsyncLifetime
{
    public const string CruelSummer = "Cruel Summer - Taylor Swift";
    public const string Accented = "Déjà Vu’s - Zoë";
    public const string Lover = "Lover - Taylor Swift";
    public const string OtherLover = "Lover - Sorry Ghost";
    public const string Ogg = "Golden - HUNTRX";
    public const string OneByte = "Take Down - HUNTRX";
    public const string Empty = "Silence - Nobody";

    private SongServer? _server;

    public MusicFolder Music { get; } = new MusicFolder()
        .Add("Cruel Summer", "Taylor Swift", 200_003, album: "Demo tunes")
        .Add("Déjà Vu’s", "Zoë", 40_000)
        .Add("Lover", "Taylor Swift", 65_536, album: "Demo tunes")
        .Add("Lover", "Sorry Ghost", 32_768)
        .Add("Golden", "HUNTRX", 150_001, extension: ".ogg")
        .Add("Take Down", "HUNTRX", 1)
        .Add("Silence", "Nobody", 0);

    public async ValueTask InitializeAsync() =>
        _server = await SongServer.StartAsync([Music.Setting, "SongServer:AudioChunkBytes=4096"], TestContext.Current.CancellationToken);

    public Task<SongConnection> ConnectAsync(CancellationToken cancellationToken) => _server!.ConnectAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        Music.Dispose();
    }
}
