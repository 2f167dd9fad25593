using System.Globalization;
using Playlist.Client.Web.Playing;

namespace Playlist.Client.Tests.Web.Playing;

/// <summary>A tab's audio that plays nothing, and records what it is told.</summary>
internal sealed class FakePageAudio : IPageAudio
{
    private readonly List<string> _calls = [];

    /// <summary>What this tab played when it was loaded last.</summary>
    public SavedAudio? Kept { get; set; }

    /// <summary>Where a test holds its start.</summary>
    public TaskCompletionSource? Starting { get; set; }

    /// <summary>What it is to play.</summary>
    public AudioSource? Loaded { get; private set; }

    public AudioSource? Prepared { get; private set; }

    /// <summary>What it was given to keep last.</summary>
    public string? Saved { get; private set; }

    /// <returns>What it was told since this was called last.</returns>
    public string[] Take()
    {
        string[] calls = [.. _calls];
        _calls.Clear();
        return calls;
    }

    /// <summary>The song has ended: goes on with what is prepared.</summary>
    /// <returns>The key of the one, and of the other.</returns>
    public (int Key, int? Next) End()
    {
        var (key, next) = (Loaded!.Key, Prepared);
        (Loaded, Prepared) = (next ?? Loaded, null);
        return (key, next?.Key);
    }

    public async ValueTask<SavedAudio?> StartAsync(IPageAudioEvents events)
    {
        await (Starting?.Task ?? Task.CompletedTask);
        return Kept;
    }

    public ValueTask LoadAsync(AudioSource source, double from, bool plays)
    {
        Loaded = source;
        return Record(string.Create(CultureInfo.InvariantCulture, $"load {source.Title} at {from}{(plays ? "" : ", paused")}"));
    }

    public ValueTask PrepareAsync(AudioSource? next)
    {
        Prepared = next;
        return Record($"prepare {next?.Title ?? "nothing"}");
    }

    public ValueTask PlayAsync() => Record("play");

    public ValueTask PauseAsync() => Record("pause");

    public ValueTask StopAsync()
    {
        (Loaded, Prepared) = (null, null);
        return Record("stop");
    }

    public ValueTask SaveAsync(string queue)
    {
        Saved = queue;
        return ValueTask.CompletedTask;
    }

    private ValueTask Record(string call)
    {
        _calls.Add(call);
        return ValueTask.CompletedTask;
    }
}
