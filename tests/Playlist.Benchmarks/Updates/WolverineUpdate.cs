namespace Playlist.Benchmarks.Updates;

/// <summary>An update as Wolverine's message; public, as its generated code names it.</summary>
public sealed record WolverineUpdate(string Artist, string Message);

/// <summary>Where one follower's updates are counted.</summary>
public interface IWolverineFollower
{
    void Arrived(string message);
}

/// <summary>Wolverine calls it when the update is in the durable inbox.</summary>
public static class WolverineUpdateHandler
{
    public static void Handle(WolverineUpdate update, IWolverineFollower follower)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(follower);
        follower.Arrived(update.Message);
    }
}
