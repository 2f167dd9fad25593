using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Parameters;

public sealed class ParameterTests : TimedTest
{
    [Fact]
    public async Task Parameter_comes_from_the_configuration_or_from_the_model()
    {
        var builder = Probes.CreateBuilder("--Parameters:configured=a");

        Assert.Equal("a", await builder.AddParameter("configured").Resource.GetValueAsync(Cancellation));
        Assert.Equal("b", await builder.AddParameter("given", "b").Resource.GetValueAsync(Cancellation));
        Assert.Equal("c", await builder.AddParameter("computed", () => "c", secret: true).Resource.GetValueAsync(Cancellation));
    }

    [Fact]
    public async Task Missing_parameter_is_shown_and_fails_only_who_needs_it()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("needs").WithEnvironment("VALUE", builder.AddParameter("missing"));
        builder.AddProbe("other");
        await using var app = await builder.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceAsync("missing", KnownResourceStates.ValueMissing, Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("needs", KnownResourceStates.FailedToStart, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("other", Cancellation);

        Assert.Contains(await app.LogAsync("needs", Cancellation), line => line.Contains("Parameters:missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Brokers_password_is_made_once_and_kept_for_the_AppHost()
    {
        var first = await PasswordAsync("kept");
        var second = await PasswordAsync("kept");
        var other = await PasswordAsync("other");

        Assert.Equal(22, first?.Length);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        ValueTask<string?> PasswordAsync(string broker) => Probes.CreateBuilder().AddRabbitMQ(broker).Resource.PasswordParameter.GetValueAsync(Cancellation);
    }

    [Fact]
    public async Task Connection_string_takes_the_place_of_a_broker()
    {
        var builder = Probes.CreateBuilder("--ConnectionStrings:messaging=amqp://guest:guest@elsewhere:5672");
        var messaging = builder.AddConnectionString("messaging");
        builder.AddProbe("probe").WithReference(messaging).WaitFor(messaging);
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal("amqp://guest:guest@elsewhere:5672", environment["ConnectionStrings__messaging"]);
        Assert.Equal("amqp://guest:guest@elsewhere:5672", await app.GetConnectionStringAsync("messaging", Cancellation));
        Assert.DoesNotContain("MESSAGING_HOST", environment.Keys);
    }
}
