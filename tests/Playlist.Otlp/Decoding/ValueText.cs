using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Playlist.Otlp.Wire;
using Kind = Playlist.Otlp.Wire.AnyValue.ValueOneofCase;

namespace Playlist.Otlp.Decoding;

/// <summary>The text of a value: see <see cref="AttributeList"/>.</summary>
internal static class ValueText
{
    // For reading, and not to be put into HTML as it is: letters beyond ASCII stay letters.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Empty when there is no value.</returns>
    public static string Of(AnyValue? value) => value?.ValueCase switch
    {
        Kind.StringValue => value.StringValue,
        Kind.BoolValue => value.BoolValue ? "true" : "false",
        Kind.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        Kind.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        Kind.BytesValue => value.BytesValue.ToBase64(),
        Kind.ArrayValue or Kind.KvlistValue => ToJson(value),
        _ => "",
    };

    private static string ToJson(AnyValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <remarks>The parser has bounded the depth: it refuses messages nested deeper than 100.</remarks>
    private static void Write(Utf8JsonWriter json, AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case Kind.BoolValue:
                json.WriteBooleanValue(value.BoolValue);
                break;
            case Kind.IntValue:
                json.WriteNumberValue(value.IntValue);
                break;
            case Kind.DoubleValue when double.IsFinite(value.DoubleValue):
                json.WriteNumberValue(value.DoubleValue);
                break;
            case Kind.ArrayValue:
                json.WriteStartArray();
                foreach (var item in value.ArrayValue.Values)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case Kind.KvlistValue:
                json.WriteStartObject();
                foreach (var item in value.KvlistValue.Values)
                {
                    json.WritePropertyName(item.Key);
                    Write(json, item.Value);
                }

                json.WriteEndObject();
                break;
            case null or Kind.None:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(Of(value));
                break;
        }
    }
}
