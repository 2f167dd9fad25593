using System.CommandLine;
using Playlist.Client.Songs;
using Playlist.Client.Updates;

namespace Playlist.Client.CommandLine;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    public CommonOptions()
    {
        Server.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !SongServerAddress.TryParse(token.Value, out _))
            {
                result.AddError($"'{token.Value}' is no song server: name it as host:port, such as localhost:5001.");
            }
        });
        Broker.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !UpdateListenerRegistration.IsBroker(token.Value))
            {
                result.AddError($"'{token.Value}' is no broker: name it as amqp://user:password@host:port.");
            }
        });
    }

    public Option<string> Server { get; } = new("--server")
    {
        Description = "The song server. Default: localhost:5001.",
        HelpName = "host:port",
        Recursive = true,
    };

    public Option<string> Broker { get; } = new("--broker")
    {
        Description = "The RabbitMQ broker that artist updates come from. Default: amqp://localhost:5672.",
        HelpName = "amqp://user:password@host:port",
        Recursive = true,
    };

    /// <summary>What was given, as configuration: it goes before the environment's.</summary>
    public Dictionary<string, string?> Read(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(Server) is { } server)
        {
            settings[$"{SongClientOptions.SectionName}:{nameof(SongClientOptions.Server)}"] = server;
        }

        if (parsed.GetValue(Broker) is { } broker)
        {
            settings[$"ConnectionStrings:{UpdateListenerRegistration.ConnectionName}"] = broker;
        }

        return settings;
    }
}
