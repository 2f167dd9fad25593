using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Playlist.Client.Songs;
using Playlist.Server.Library;
using Playlist.Server.Songs;

namespace Playlist.Benchmarks;

/// <summary>A whole song over TCP on this machine, compared with the bare bytes of the same file over a bare socket.</summary>
[MemoryDiagnoser]
public class StreamingBenchmarks
{
    private const int SongBytes = 32 * 1024 * 1024;
    private const string Title = "Long Song";

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
        _file = Path.Combine(_folder.FullName, "song.mp3");
        await File.WriteAllBytesAsync(_file, Enumerable.Range(0, SongBytes).Select(i => (byte)(i * 31 >> 3)).ToArray());
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "catalogue.json"), $$"""[{"title":"{{Title}}","artist":"Nobody","file":"song.mp3"}]""");
        _bare.Start();

        var builder = WebApplication.CreateBuilder(["--urls=", "--SongServer:Port=0", $"--Library:Folder={_folder.FullName}"]);
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
        while (received < SongBytes)
        {
            received += await receiver.GetStream().ReadAsync(_received);
        }

        await sending;
        return received;
    }

    [Benchmark]
    public async Task<long> Song_client_and_server()
    {
        await using var playback = await _client!.PlayAsync(Title, range: default, CancellationToken.None);
        var received = 0L;
        while (true)
        {
            var result = await playback.Audio.ReadAsync();
            received += result.Buffer.Length;
            playback.Audio.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return received;
            }
        }
    }
}
