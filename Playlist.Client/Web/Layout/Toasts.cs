namespace Playlist.Client.Web.Layout;

/// <summary>What is told in a tab for a while, at its edge.</summary>
internal sealed class Toasts(TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <summary>More at once push the oldest out.</summary>
    public const int MaxShown = 4;

    private readonly Lock _lock = new();
    private readonly List<(Toast Toast, ITimer Timer)> _shown = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown
    {
        get
        {
            lock (_lock)
            {
                return [.. _shown.Select(shown => shown.Toast)];
            }
        }
    }

    public void ShowProblem(string text) => Show(new Toast(Title: null, text, IsProblem: true));

    public void Show(string text) => Show(new Toast(Title: null, text));

    public void Show(Toast toast)
    {
        lock (_lock)
        {
            _shown.Add((toast, time.CreateTimer(_ => Dismiss(toast), null, Duration, Timeout.InfiniteTimeSpan)));
            while (_shown.Count > MaxShown)
            {
                _shown[0].Timer.Dispose();
                _shown.RemoveAt(0);
            }
        }

        Changed?.Invoke();
    }

    public void Dismiss(Toast toast)
    {
        lock (_lock)
        {
            _shown.Where(shown => ReferenceEquals(shown.Toast, toast)).ToList().ForEach(shown => shown.Timer.Dispose());
            _shown.RemoveAll(shown => ReferenceEquals(shown.Toast, toast));
        }

        Changed?.Invoke();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _shown.ForEach(shown => shown.Timer.Dispose());
            _shown.Clear();
        }
    }
}

/// <param name="Title">A line above: an update's artist.</param>
/// <param name="Link">The page where there is more of it.</param>
internal sealed record Toast(string? Title, string Text, bool IsProblem = false, string? Link = null)
{
    /// <summary>Tells it from another that says the same.</summary>
    public Guid Id { get; } = Guid.NewGuid();
}
