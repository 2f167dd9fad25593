using System.CommandLine;
using Playlist.Client.Messaging;
using Playlist.Client.Songs;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

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
            if (result.Tokens is [var token] && !BrokerExtensions.IsBroker(token.Value))
            {
                result.AddError($"'{token.Value}' is no broker: name it as amqp://user:password@host:port.");
            }
        });
        Name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !UpdateText.IsValid(token.Value, UpdateListenerOptions.MaxNameLength, out var error))
            {
                result.AddError($"The client's name {error}");
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

    public Option<string> Name { get; } = new("--name")
    {
        Description = "Who you are: updates wait for a client with a name while it is away, and are kept. Default: nobody.",
        HelpName = "name",
        Recursive = true,
    };

    /// <summary>The file name that stands for standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>A song's name, whose words need no quotes.</summary>
    public static Argument<string[]> Song() => new("song") { Description = "The song's title, or 'Title - Artist'.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Words to search for, or none.</summary>
    public static Argument<string[]> Words(string description) => new("query") { Description = description, Arity = ArgumentArity.ZeroOrMore };

    public static string? Join(string[]? words) => words is { Length: > 0 } ? string.Join(' ', words) : null;

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
            settings[$"ConnectionStrings:{BrokerListenerRegistration.ConnectionName}"] = broker;
        }

        if (parsed.GetValue(Name) is { } name)
        {
            settings[$"{UpdateListenerOptions.SectionName}:{nameof(UpdateListenerOptions.Name)}"] = name;
        }

        return settings;
    }
}
