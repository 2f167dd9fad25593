using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Playlist.Notifier.Updates;

namespace Playlist.Notifier.Tests;

/// <summary>The program itself, which refuses to start.</summary>
public sealed class StartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_bad_settings_are_both_named_in_a_line_each()
    {
        var (exitCode, lines, log) = await RunAsync("--Notifier:PublishTimeout=00:00:00.099", "--ConnectionStrings:messaging=localhost:5672");

        Assert.Equal(1, exitCode);
        Assert.Equal(2, lines.Length);
        Assert.Single(lines, line => line.Contains("Notifier:PublishTimeout", StringComparison.Ordinal) && line.Contains("00:00:00.1", StringComparison.Ordinal) && line.Contains("00:01:00", StringComparison.Ordinal));
        Assert.Contains("ConnectionStrings:messaging must be the address of a RabbitMQ broker, such as amqp://guest:guest@localhost:5672.", lines);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings:messaging", "")]
    [InlineData("ConnectionStrings:messaging", "http://localhost:5672")]
    [InlineData("ConnectionStrings:messaging", "amqp://localhost:5672/a/b")]
    [InlineData("Notifier:PublishTimeout", "00:01:00.001")]
    [InlineData("Notifier:PublishTimeout", "soon")]
    [InlineData("urls", "http://localhost:70000")]
    [InlineData("urls", "localhost")]
    public async Task A_bad_setting_is_named_without_a_stack_trace(string setting, string value)
    {
        var (exitCode, lines, log) = await RunAsync("--ConnectionStrings:messaging=amqp://localhost", $"--{setting}={value}");

        Assert.Equal(1, exitCode);
        Assert.Contains(setting, Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_without_a_stack_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exitCode, lines, log) = await RunAsync("--ConnectionStrings:messaging=amqp://localhost", $"--urls=http://{taken.LocalEndpoint}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{taken.LocalEndpoint}", Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string[] Lines, string Log)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(NotifierOptions).Assembly.Location, "--urls=http://127.0.0.1:0", .. args]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        try
        {
            await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        }
        finally
        {
            process.Kill();
        }

        return (process.ExitCode, (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries), await output + await errors);
    }
}
