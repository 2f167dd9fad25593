using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Commands;

/// <summary>Commands, their arguments, and whom they reach.</summary>
public sealed class CommandTests : TimedTest
{
    private readonly List<(string Resource, string? Artist, string? Count)> _calls = [];

    [Fact]
    public async Task Command_gets_the_arguments_it_asks_for_trimmed_and_its_defaults()
    {
        await using var app = await StartAsync();

        var result = await app.ResourceCommands.ExecuteCommandAsync("probe", "greet", Arguments(("artist", " Lover "), ("unasked", "x")), Cancellation);

        Assert.True(result.Success, result.Message);
        Assert.Equal("Greeted.", result.Message);
        Assert.Equal("{}", result.Data?.Value);
        Assert.Equal((app.Instances("probe")[0], "Lover", "1"), Assert.Single(_calls));
    }

    [Theory]
    [InlineData(null, "2")]
    [InlineData("", "2")]
    [InlineData("   ", "2")]
    [InlineData("12345678901", "2")]
    [InlineData("artist", "many")]
    [InlineData("nobody", "2")]
    public async Task Invalid_argument_fails_and_the_handler_is_not_called(string? artist, string? count)
    {
        await using var app = await StartAsync();

        var result = await app.ResourceCommands.ExecuteCommandAsync("probe", "greet", Arguments(("artist", artist), ("count", count)), Cancellation);

        Assert.False(result.Success);
        Assert.Equal("Command argument validation failed.", result.Message);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Longest_allowed_argument_is_accepted()
    {
        await using var app = await StartAsync();

        var result = await app.ResourceCommands.ExecuteCommandAsync("probe", "greet", Arguments(("artist", "1234567890")), Cancellation);

        Assert.True(result.Success, result.Message);
    }

    [Fact]
    public async Task Missing_argument_fails_when_no_arguments_are_given_at_all()
    {
        await using var app = await StartAsync();

        var result = await app.ResourceCommands.ExecuteCommandAsync(app.Resource("probe"), "greet", Cancellation);

        Assert.False(result.Success);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Replicas_are_reached_by_their_resource_or_their_own_id_but_not_by_name()
    {
        await using var app = await StartAsync(replicas: 2);
        var ids = app.Instances("probe");

        var byName = await app.ResourceCommands.ExecuteCommandAsync("probe", "greet", Arguments(("artist", "a")), Cancellation);
        Assert.False(byName.Success);
        Assert.Empty(_calls);

        var byId = await app.ResourceCommands.ExecuteCommandAsync(ids[1], "greet", Arguments(("artist", "b")), Cancellation);
        Assert.True(byId.Success, byId.Message);
        Assert.Equal([ids[1]], _calls.Select(call => call.Resource));

        var byResource = await app.ResourceCommands.ExecuteCommandAsync(app.Resource("probe"), "greet", Arguments(("artist", "c")), Cancellation);
        Assert.True(byResource.Success, byResource.Message);
        Assert.Equal(ids.Order(), _calls.Where(call => call.Artist == "c").Select(call => call.Resource).Order());
    }

    [Fact]
    public async Task Stopping_one_replica_leaves_the_other()
    {
        await using var app = await StartAsync(replicas: 2);
        var ids = app.Instances("probe");

        var result = await app.ResourceCommands.ExecuteCommandAsync(ids[0], KnownResourceCommands.StopCommand, Cancellation);

        Assert.True(result.Success, result.Message);
        Assert.Equal(KnownResourceStates.Finished, app.Snapshot(ids[0]).State?.Text);
        Assert.Equal(KnownResourceStates.Running, app.Snapshot(ids[1]).State?.Text);
        Assert.Equal(app.ProcessId(ids[1]), await app.GetAsync<int>("probe", "/id", Cancellation));
    }

    [Fact]
    public async Task Command_that_throws_fails_with_its_message()
    {
        await using var app = await StartAsync();

        var result = await app.ResourceCommands.ExecuteCommandAsync("probe", "throw", Cancellation);

        Assert.False(result.Success);
        Assert.Equal("It broke.", result.Message);
    }

    [Fact]
    public async Task Unknown_command_or_resource_fails()
    {
        await using var app = await StartAsync();

        Assert.False((await app.ResourceCommands.ExecuteCommandAsync("probe", "dance", Cancellation)).Success);
        Assert.False((await app.ResourceCommands.ExecuteCommandAsync("nobody", "greet", Cancellation)).Success);
    }

    private static InteractionInputCollection Arguments(params (string Name, string? Value)[] arguments) =>
        new([.. arguments.Select(argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value })]);

    private async Task<DistributedApplication> StartAsync(int replicas = 1)
    {
        var builder = Probes.CreateBuilder();
        var options = new CommandOptions
        {
            Arguments =
            [
                new InteractionInput { Name = "artist", InputType = InputType.Text, Required = true, MaxLength = 10 },
                new InteractionInput { Name = "count", InputType = InputType.Number, Value = "1" },
            ],
            ValidateArguments = context =>
            {
                if (context.Inputs["artist"].Value == "nobody")
                {
                    context.AddValidationError("artist", "There is no such artist.");
                }

                return Task.CompletedTask;
            },
        };
        builder.AddProbe("probe")
            .WithReplicas(replicas)
            .WithCommand("throw", "Throw", _ => throw new InvalidOperationException("It broke."))
            .WithCommand("greet", "Greet", Greet, options);

        var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
        return app;
    }

    private Task<ExecuteCommandResult> Greet(ExecuteCommandContext context)
    {
        lock (_calls)
        {
            _calls.Add((context.ResourceName, context.Arguments.GetString("artist"), context.Arguments.GetString("count")));
        }

        return Task.FromResult(CommandResults.Success("Greeted.", "{}", CommandResultFormat.Json));
    }
}
