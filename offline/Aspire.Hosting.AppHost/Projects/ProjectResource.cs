using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    public class ProjectResource(string name)
        : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;

    public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
    {
        public int Replicas => replicas;
    }
}

namespace Aspire.Hosting
{
    /// <summary>What the build says of a project; the generated <c>Projects.*</c> classes implement it.</summary>
    public interface IProjectMetadata : IResourceAnnotation
    {
        string ProjectPath { get; }

        LaunchSettings? LaunchSettings => null;

        bool SuppressBuild => false;
    }
}
