using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Playlist.Client.Serving;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Tests.Updates;

public sealed class UpdateListenerOptionsTests
{
    [Theory]
    [InlineData("Client:Name", UpdateListenerOptions.MaxNameLength)]
    [InlineData("Client:Follow:0", UpdateText.MaxArtistLength)]
    public void Names_have_a_longest_length(string setting, int longest)
    {
        Assert.NotNull(Read((setting, new string('x', longest))));

        Assert.Contains(setting, Assert.Throws<OptionsValidationException>(() => Read((setting, new string('x', longest + 1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_bad_settings_are_both_named()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(("Client:Name", "a\nb"), ("Client:Follow:0", " "), ("ConnectionStrings:messaging", "localhost")));

        Assert.Contains("Client:Name", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Client:Follow:0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:messaging", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_updates_as_may_be_under_way_are_remembered()
    {
        var recent = new RecentUpdates();
        var ids = Enumerable.Range(0, RecentUpdates.Capacity + 1).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var id in ids.Take(RecentUpdates.Capacity))
        {
            recent.Add(id);
        }

        Assert.True(recent.Contains(ids[0]));
        recent.Add(ids[0]);
        recent.Add(ids[^1]);

        Assert.False(recent.Contains(ids[0]));
        Assert.All(ids.Skip(1), id => Assert.True(recent.Contains(id)));
    }

    [Fact]
    public async Task The_inbox_keeps_the_newest_and_the_newest_comes_first()
    {
        var inbox = new UpdateInbox(Microsoft.Extensions.Logging.Abstractions.NullLogger<UpdateInbox>.Instance);
        for (var i = 0; i <= UpdateInbox.Capacity; i++)
        {
            await inbox.HandleAsync(ArtistUpdate.Create("HUNTRX", $"{i}", TimeProvider.System), TestContext.Current.CancellationToken);
        }

        Assert.Equal(UpdateInbox.Capacity, inbox.NewestFirst.Count);
        Assert.Equal($"{UpdateInbox.Capacity}", inbox.NewestFirst[0].Message);
        Assert.Equal("1", inbox.NewestFirst[^1].Message);
    }

    private static UpdateListenerOptions Read(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Services.AddLogging();
        builder.AddUpdateListener<UpdateInbox>();
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<UpdateListenerOptions>>().Value;
    }
}
