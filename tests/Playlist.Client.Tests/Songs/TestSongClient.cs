using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Playlist.Client.Songs;

namespace Playlist.Client.Tests.Songs;

/// <summary>A client as an application has it: from its registration and its configuration.</summary>
internal sealed class TestSongClient : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSongClient(IHost host) => _host = host;

    public SongClient Client => _host.Services.GetRequiredService<SongClient>();

    /// <param name="settings">As <c>SongClient:RequestTimeout=00:00:01</c>.</param>
    public static TestSongClient Create(params string[] settings) => Create(time: null, settings);

    public static TestSongClient Create(TimeProvider? time, params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddCommandLine([.. settings.Select(setting => "--" + setting)]);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddServiceDiscovery();
        builder.AddSongClient();
        return new TestSongClient(builder.Build());
    }

    /// <summary>The options as they would be validated at the start.</summary>
    public SongClientOptions Options => _host.Services.GetRequiredService<IOptions<SongClientOptions>>().Value;

    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_host).DisposeAsync();
}
