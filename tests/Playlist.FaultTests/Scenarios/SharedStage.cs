using Playlist.Testing.Messaging;
using Playlist.Testing.Telemetry;

namespace Playlist.FaultTests.Scenarios;

/// <summary>The scenarios: one after the other, on one broker.</summary>
[CollectionDefinition]
public sealed class Faults : ICollectionFixture<SharedStage>;

/// <summary>A stage that scenarios share, one after the other, as long as each leaves it in order: to start the processes takes longer than most scenarios.</summary>
public sealed class SharedStage : IAsyncDisposable
{
    private OtlpReceiver? _receiver;
    private Stage? _stage;

    public BrokerFixture Broker { get; } = new();

    /// <summary>Receives the spans of the stage's processes.</summary>
    public OtlpReceiver Receiver => _receiver!;

    public async ValueTask DisposeAsync()
    {
        await DisposeStageAsync();
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }

        await Broker.DisposeAsync();
    }

    /// <summary>Returns when its processes run, and the clients listen. What earlier scenarios have posted is part of its history.</summary>
    internal async Task<Stage> TakeAsync(CancellationToken cancellationToken)
    {
        if (_stage is null or { IsClean: false })
        {
            await DisposeStageAsync();
            _receiver ??= await OtlpReceiver.StartAsync(cancellationToken);
            _stage = new Stage(Broker)
            {
                NotifierSettings = ["--Notifier:PublishTimeout=00:00:02"],
                Environment =
                {
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"{_receiver.Endpoint}",
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                    ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                },
            };
            await _stage.StartAsync(cancellationToken);
        }

        _stage.IsClean = false;
        return _stage;
    }

    private async Task DisposeStageAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
            _stage = null;
        }
    }
}
