namespace Aspire.RabbitMQ.Client;

/// <summary>How <c>AddRabbitMQClient</c> connects; bound from <c>Aspire:RabbitMQ:Client</c> and <c>Aspire:RabbitMQ:Client:{connectionName}</c>.</summary>
public sealed class RabbitMQClientSettings
{
    public string? ConnectionString { get; set; }

    public int MaxConnectRetryCount { get; set; } = 5;

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    /// <summary>When <see langword="false"/>, the connection is opened while the host starts instead of at first use.</summary>
    public bool DisableAutoActivation { get; set; } = true;
}
