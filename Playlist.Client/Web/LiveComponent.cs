using Microsoft.AspNetCore.Components;
using Playlist.Client.Web.Layout;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Web;

/// <summary>A part of the page that shows what changes by itself, and says in words what could not be done.</summary>
/// <remarks>Public, as Razor makes all components.</remarks>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly List<Action> _unsubscribe = [];
    private readonly CancellationTokenSource _gone = new();

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>Cancelled when this is no longer shown.</summary>
    protected CancellationToken Gone => _gone.Token;

    public virtual void Dispose()
    {
        _unsubscribe.ForEach(unsubscribe => unsubscribe());
        _unsubscribe.Clear();
        _gone.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Renders this anew with each event, for as long as it is shown.</summary>
    /// <param name="then">What is to be done before.</param>
    protected void Follow(Action<Action> add, Action<Action> remove, Func<Task>? then = null)
    {
        add(Handle);
        _unsubscribe.Add(() => remove(Handle));

        async void Handle() => await InTurnAsync(then);
    }

    /// <summary>Renders this anew with each change, for as long as it is shown.</summary>
    /// <param name="changed">Ends with the next change; taken before looking, so that none is missed.</param>
    /// <param name="then">What is to be done before.</param>
    protected async void Watch(Func<Task> changed, Func<Task>? then = null)
    {
        try
        {
            for (var next = changed(); ;)
            {
                await next.WaitAsync(Gone);
                next = changed();
                await InTurnAsync(then);
            }
        }
        catch (OperationCanceledException)
        {
            // No longer shown.
        }
    }

    /// <summary>Does what somebody asked for. What the server refuses, and a server that is away, are told.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception exception) when (IsToldOf(exception))
        {
            Services.GetRequiredService<Toasts>().ShowProblem(exception.Message);
            return false;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether the message is for a person.</summary>
    protected static bool IsToldOf(Exception exception) => exception is SongProtocolException or SongServerUnavailableException or StorageException or InvalidDataException;

    /// <summary>Renders this anew, in the tab's own order of things, from wherever it is called; never throws.</summary>
    /// <param name="then">What is to be done before; its failure is the tab's.</param>
    protected async Task InTurnAsync(Func<Task>? then)
    {
        try
        {
            await InvokeAsync(async () =>
            {
                if (_gone.IsCancellationRequested)
                {
                    return;
                }

                await (then?.Invoke() ?? Task.CompletedTask);
                StateHasChanged();
            });
        }
        catch (Exception exception)
        {
            // What fails because this is no longer shown is nobody's.
            await (_gone.IsCancellationRequested ? Task.CompletedTask : DispatchExceptionAsync(exception));
        }
    }
}
