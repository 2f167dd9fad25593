using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Playlist.Otlp;

internal sealed class ProtobufResult(int statusCode, IMessage message) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = message.ToByteArray();
        httpContext.Response.StatusCode = statusCode;
        httpContext.Response.ContentType = OtlpRequest.Protobuf;
        httpContext.Response.ContentLength = bytes.Length;
        await httpContext.Response.BodyWriter.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
