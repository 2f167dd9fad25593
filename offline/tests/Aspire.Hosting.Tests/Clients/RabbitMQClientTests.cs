using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Aspire.Hosting.Tests.Clients;

/// <summary>What <c>AddRabbitMQClient</c> registers; whether it connects is shown by everything that publishes and listens.</summary>
public sealed class RabbitMQClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_connection_string_of_its_name_is_the_factorys_address()
    {
        using var host = Build("--ConnectionStrings:messaging=amqp://me:p%40ss@example.org:5673");

        var factory = (ConnectionFactory)host.Services.GetRequiredService<IConnectionFactory>();

        Assert.Equal(("me", "p@ss", "example.org", 5673), (factory.UserName, factory.Password, factory.HostName, factory.Port));
    }

    [Fact]
    public void Sections_are_read_the_named_one_last_and_then_the_code_decides()
    {
        const string section = "--Aspire:RabbitMQ:Client";
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args =
            [
                $"{section}:ConnectionString=amqp://general:1", $"{section}:messaging:ConnectionString=amqp://named:2", $"{section}:MaxConnectRetryCount=7",
                $"{section}:ConnectionFactory:ClientProvidedName=general", $"{section}:messaging:ConnectionFactory:ClientProvidedName=named",
            ],
        });
        var retries = 0;
        builder.AddRabbitMQClient("messaging", settings => retries = settings.MaxConnectRetryCount, factory => factory.AutomaticRecoveryEnabled = false);
        using var host = builder.Build();

        var factory = (ConnectionFactory)host.Services.GetRequiredService<IConnectionFactory>();

        Assert.Equal((7, "named", 2, "named", false), (retries, factory.HostName, factory.Port, factory.ClientProvidedName, factory.AutomaticRecoveryEnabled));
    }

    [Fact]
    public async Task Nothing_connects_before_the_connection_is_asked_for()
    {
        using var host = Build("--ConnectionStrings:messaging=amqp://127.0.0.1:1", "--Aspire:RabbitMQ:Client:MaxConnectRetryCount=0");

        await host.StartAsync(Cancellation);

        Assert.Throws<BrokerUnreachableException>(() => host.Services.GetRequiredService<IConnection>());
        await host.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("false", new[] { "RabbitMQ.Client" })]
    [InlineData("true", new string[0])]
    public async Task Health_is_checked_unless_it_is_disabled(string disabled, string[] expected)
    {
        using var host = Build("--ConnectionStrings:messaging=amqp://127.0.0.1:1", "--Aspire:RabbitMQ:Client:MaxConnectRetryCount=0", $"--Aspire:RabbitMQ:Client:DisableHealthChecks={disabled}");

        Assert.Equal(expected, host.Services.GetService<IOptions<HealthCheckServiceOptions>>()?.Value.Registrations.Select(check => check.Name) ?? []);
        if (expected.Length > 0)
        {
            Assert.Equal(HealthStatus.Unhealthy, (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation)).Status);
        }
    }

    private static IHost Build(params string[] args)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Args = args });
        builder.Services.AddLogging();
        builder.AddRabbitMQClient("messaging");
        return builder.Build();
    }
}
