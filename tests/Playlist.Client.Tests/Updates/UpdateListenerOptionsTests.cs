using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Playlist.Client.Web.Updates;
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

    [Theory]
    [InlineData("Client:Queue:Expires", "00:01:00", "00:00:59.999")]
    [InlineData("Client:Queue:Expires", "49.00:00:00", "49.00:00:00.001")]
    [InlineData("Client:Queue:MaxLength", "1", "0")]
    [InlineData("Client:Queue:MaxLength", "1000000", "1000001")]
    [InlineData("Client:Queue:Overflow", "reject-publish", "reject-publish-dlx")]
    [InlineData("Client:Queue:Overflow", "drop-head", "")]
    public void The_queue_has_limits(string setting, string good, string bad)
    {
        Assert.NotNull(Read((setting, good)));

        Assert.Contains(setting, Assert.Throws<OptionsValidationException>(() => Read((setting, bad))).Message, StringComparison.Ordinal);
    }

    private static UpdateListenerOptions Read(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Services.AddLogging();
        builder.AddUpdateListener<PageUpdates>();
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<UpdateListenerOptions>>().Value;
    }
}
