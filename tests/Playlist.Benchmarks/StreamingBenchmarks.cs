using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Playlist.Benchmarks.Library;
using Playlist.Client.Songs;
using Playlist.Server.Library;
using Playlist.Server.Songs;

namespace Playlist.Benchmarks;

/// <summary>A whole song over TCP on this machine, compared with the bare bytes of the same file over a bare socket.</summary>
[MemoryDiagnoser]
public class StreamingBenchmarks
{
    private static readonly GeneratedSong LongSong = new("Long Song", "Nobody", "At length", Track: 1, Year: 2026, Genre: "Pop");
    private static readonly byte[] Song = Mp3File.Create(LongSong, serial: 1, frames: 32 * 1024 * 1024 / Mp3File.FrameBytes);

    private readonly byte[] _received = new byte[64 * 1024];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-benchmarks-");
    private readonly TcpListener _bare = new(IPAddress.Loopback, 0);
    private string _file = "";
    private WebApplication? _server;
    private IHost? _host;
    private SongClient? _client;

    [GlobalSetup]
    public async Task StartAsync()
    {
        var music = _folder.CreateSubdirectory("music");
        _file = Path.Combine(music.FullName, LongSong.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        await File.WriteAllBytesAsync(_file, Song);
        File.SetLastWriteTimeUtc(_file, DateTime.UnixEpoch);
        _bare.Start();

        var builder = WebApplication.CreateBuilder(["--urls=", "--SongServer:Port=0", $"--Library:Path={music.FullName}", $"--Storage:Folder={_folder.FullName}"]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddLibrary();
        builder.AddSongServer();
        _server = builder.Build();
        await _server.StartAsync();
        var port = _server.Services.GetRequiredService<SongEndPoint>().Bound!.Port;

        var client = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Args = [$"--SongClient:Server=127.0.0.1:{port}"] });
        client.Services.AddServiceDiscovery();
        client.AddSongClient();
        _host = client.Build();
        _client = _host.Services.GetRequiredService<SongClient>();
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _client!.DisposeAsync();
        _host!.Dispose();
        await _server!.DisposeAsync();
        _bare.Dispose();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Baseline = true)]
    public async Task<long> Bare_socket()
    {
        using var receiver = new TcpClient();
        var accepting = _bare.AcceptSocketAsync();
        await receiver.ConnectAsync((IPEndPoint)_bare.LocalEndpoint);
        using var sender = await accepting;
        var sending = sender.SendFileAsync(_file);
        var received = 0L;
        while (received < Song.Length)
        {
            received += await receiver.GetStream().ReadAsync(_received);
        }

        await sending;
        return received;
    }

    [Benchmark]
    public async Task<long> Song_client_and_server()
    {
        await using var playback = await _client!.PlayAsync(LongSong.Title, range: default, CancellationToken.None);
        var received = 0L;
        while (true)
        {
            var result = await playback.Content.ReadAsync();
            received += result.Buffer.Length;
            playback.Content.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return received;
            }
        }
    }
}
