using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public interface IResourceCollection : IList<IResource>
{
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource);
}

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    public ResourceCollection()
    {
    }

    public ResourceCollection(IEnumerable<IResource> resources)
        : base([.. resources])
    {
    }

    public bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        resource = this.FirstOrDefault(resource => ModelName.Same(resource.Name, name));
        return resource is not null;
    }

    protected override void InsertItem(int index, IResource item)
    {
        ThrowIfTaken(item);
        base.InsertItem(index, item);
    }

    private void ThrowIfTaken(IResource item)
    {
        if (TryGetByName(item.Name, out _))
        {
            throw new DistributedApplicationException($"There is already a resource named '{item.Name}' (names are compared without regard to case).");
        }
    }
}
