using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Decoding;

/// <summary>The processes named in one export, each once.</summary>
internal sealed class ResourceReader
{
    private readonly Dictionary<Resource, TelemetryResource> _known = [];

    public TelemetryResource Read(Resource? resource)
    {
        resource ??= new Resource();
        if (!_known.TryGetValue(resource, out var read))
        {
            var attributes = AttributeReader.Read(resource.Attributes);
            read = new TelemetryResource(attributes.GetValueOrDefault("service.name", ""), attributes.GetValueOrDefault("service.instance.id", ""), attributes);
            _known.Add(resource, read);
        }

        return read;
    }
}
