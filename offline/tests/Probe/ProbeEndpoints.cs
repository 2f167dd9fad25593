using System.Collections;
using System.Diagnostics;

namespace Probe;

/// <summary>What a test asks a process about, and makes it do.</summary>
internal static class ProbeEndpoints
{
    public static void MapProbe(this WebApplication app, string[] args)
    {
        var health = StatusCodes.Status200OK;

        app.MapGet("/health", () => Results.StatusCode(health));
        app.MapPost("/health/{status:int}", (int status) => { health = status; });
        app.MapGet("/environment", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value));
        app.MapGet("/arguments", () => args);
        app.MapGet("/folder", () => Results.Json(Environment.CurrentDirectory));
        app.MapGet("/id", () => Environment.ProcessId);
        app.MapPost("/exit/{code:int}", (int code) => Environment.Exit(code));
        app.MapPost("/write", (string text, bool isError) => (isError ? Console.Error : Console.Out).WriteLine(text));

        // It keeps the pipes open to which this process writes.
        app.MapPost("/child", () =>
        {
            using var child = Process.Start("sleep", "300");
            return child.Id;
        });
    }
}
