using System.Text;
using RabbitMQ.Client;

namespace Microsoft.Extensions.Hosting;

public static class MessageHeaders
{
    /// <returns>A header's text; <see langword="null"/> when there is none, or it is none.</returns>
    public static string? Text(this IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out var value) is true ? value switch
        {
            // As RabbitMQ.Client reads an AMQP long string.
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        }
        : null;
}
