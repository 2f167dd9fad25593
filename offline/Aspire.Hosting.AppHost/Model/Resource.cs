using System.Collections.ObjectModel;
using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public abstract class Resource : IResource
{
    protected Resource(string name)
    {
        Name = ModelName.Validate("Resource", name);
    }

    public virtual string Name { get; }

    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}

public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;
