using Playlist.Notifier.Messaging;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Notifier.Tests.Messaging;

public sealed class QueueReaderTests(BrokerFixture broker)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_ends_when_it_is_told_to_also_while_the_broker_does_not_answer_the_declaration()
    {
        await broker.StartAsync(Cancellation);
        var declaring = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var opening = QueueReader.OpenAsync(
            new ConnectionFactory { Uri = broker.Uri },
            "test",
            "no-such-queue",
            (_, _) =>
            {
                declaring.SetResult();
                return answer.Task;
            },
            stop.Token);
        await declaring.Task.WaitAsync(Deadline, Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Deadline, Cancellation));
        answer.SetResult();
    }
}
