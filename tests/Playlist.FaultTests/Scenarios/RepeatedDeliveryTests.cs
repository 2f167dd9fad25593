using System.Text;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.FaultTests.Scenarios;

[Collection(typeof(Faults))]
public sealed class RepeatedDeliveryTests(SharedStage shared) : Scenario(shared)
{
    [Fact]
    public async Task Updates_that_come_again_and_again_are_shown_once_and_where_they_were()
    {
        await using var solo = await Follower.OfAsync(Stage.Solos[0], Stage.Broker, Cancellation);
        await using var duo = await Follower.OfAsync(Stage.Duos[0], Stage.Broker, Cancellation);
        await Stage.PostAsync(5, Cancellation);
        var heard = new List<Heard>();
        for (var update = 0; update < 5; update++)
        {
            heard.Add(await solo.HearAsync(Cancellation));
            heard.Add(await duo.HearAsync(Cancellation));
        }

        await using (var connection = await Stage.Broker.ConnectAsync(Cancellation))
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
            // Old ones too, after newer ones; and each while the artist's next ones are on their way.
            foreach (var again in Enumerable.Repeat(heard, 3).SelectMany(all => all.AsEnumerable().Reverse()))
            {
                await channel.BasicPublishAsync(again.Exchange, again.RoutingKey, mandatory: true, new BasicProperties(again.Properties), Encoding.UTF8.GetBytes(again.Body), Cancellation);
                await Stage.Posts.PostAsync(1, Stage.Duos, Cancellation);
            }
        }

        await Stage.AssertCleanAsync(Cancellation);
    }
}
