using Google.Protobuf.Collections;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Decoding;

internal static class AttributeReader
{
    public static AttributeList Read(RepeatedField<KeyValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return AttributeList.Empty;
        }

        var entries = new KeyValuePair<string, string>[attributes.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new(StringPool.Intern(attributes[i].Key), StringPool.Intern(ValueText.Of(attributes[i].Value)));
        }

        return new AttributeList(entries);
    }
}
