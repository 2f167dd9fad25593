using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Playlist.Otlp;

/// <summary>Reads the body of an export.</summary>
internal static class OtlpRequest
{
    public const string Protobuf = "application/x-protobuf";

    /// <exception cref="OtlpRequestException">It is not such a message, longer than <paramref name="maxBodyBytes"/>, or did not arrive whole.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, MessageParser<T> parser, int maxBodyBytes)
        where T : IMessage<T>
    {
        RequireProtobuf(request);
        var compressed = IsCompressed(request);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
        {
            // The server's own limit counts the frames of chunks too, and may be lower.
            bodySize.MaxRequestBodySize = null;
        }

        try
        {
            var body = await ReadToEndAsync(request.Body, maxBodyBytes, request.HttpContext.RequestAborted);
            if (compressed)
            {
                body = await DecompressAsync(body, maxBodyBytes);
            }

            return parser.ParseFrom(body.GetBuffer(), 0, (int)body.Length);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OtlpRequestException(StatusCodes.Status400BadRequest, $"The body is not the protobuf message of {request.Path}: {exception.Message}");
        }
        catch (InvalidDataException exception)
        {
            throw new OtlpRequestException(StatusCodes.Status400BadRequest, $"The body is not gzip, as its Content-Encoding says: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            throw new OtlpRequestException(StatusCodes.Status400BadRequest, $"The body did not arrive whole: {exception.Message}");
        }
    }

    private static void RequireProtobuf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase))
        {
            throw new OtlpRequestException(
                StatusCodes.Status415UnsupportedMediaType,
                $"Only Content-Type {Protobuf} is understood here: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf in the sender.");
        }
    }

    private static bool IsCompressed(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        request.HttpContext.Response.Headers.AcceptEncoding = "gzip";
        throw new OtlpRequestException(
            StatusCodes.Status415UnsupportedMediaType,
            "Only Content-Encoding gzip, or none, is understood here: set OTEL_EXPORTER_OTLP_COMPRESSION=gzip in the sender.");
    }

    /// <exception cref="InvalidDataException">It is not gzip, of one member.</exception>
    private static async Task<MemoryStream> DecompressAsync(MemoryStream compressed, int maxBodyBytes)
    {
        // Ten bytes of header, eight of trailer, the last four of which are the length (RFC 1952, section 2.3). GZipStream
        // takes an end in the midst for the end, and does not look at the length then.
        var length = compressed.Length < 18 ? -1L : BinaryPrimitives.ReadUInt32LittleEndian(compressed.GetBuffer().AsSpan((int)compressed.Length - 4));
        await using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        var body = await ReadToEndAsync(gzip, maxBodyBytes, CancellationToken.None);
        return body.Length == length ? body : throw new InvalidDataException("it was cut short, or is more than one member.");
    }

    /// <returns>At its start.</returns>
    private static async Task<MemoryStream> ReadToEndAsync(Stream stream, int maxBodyBytes, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > maxBodyBytes)
            {
                throw TooLarge(maxBodyBytes);
            }

            body.Write(buffer, 0, read);
        }

        body.Position = 0;
        return body;
    }

    private static OtlpRequestException TooLarge(int maxBodyBytes) => new(
        StatusCodes.Status413PayloadTooLarge,
        $"The body is longer than {maxBodyBytes} bytes: export smaller batches, such as by OTEL_BSP_MAX_EXPORT_BATCH_SIZE and OTEL_BLRP_MAX_EXPORT_BATCH_SIZE.");
}
