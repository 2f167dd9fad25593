using Microsoft.JSInterop;

namespace Playlist.Client.Web.Playing;

/// <summary>Calls wwwroot/audio.js, and hears from it. A tab that is gone takes no calls.</summary>
internal sealed class BrowserAudio(IJSRuntime browser) : IPageAudio, IAsyncDisposable
{
    private IJSObjectReference? _module;
    private DotNetObjectReference<Callbacks>? _callbacks;

    public async ValueTask<SavedAudio?> StartAsync(IPageAudioEvents events)
    {
        var module = await browser.InvokeAsync<IJSObjectReference>("import", "./audio.js");
        _callbacks = DotNetObjectReference.Create(new Callbacks(events));
        var kept = await module.InvokeAsync<SavedAudio?>("start", _callbacks);
        _module = module;
        return kept;
    }

    public ValueTask LoadAsync(AudioSource source, double from, bool plays) => CallAsync("load", source, from, plays);

    public ValueTask PrepareAsync(AudioSource? next) => CallAsync("prepare", next);

    public ValueTask PlayAsync() => CallAsync("play");

    public ValueTask PauseAsync() => CallAsync("pause");

    public ValueTask StopAsync() => CallAsync("stop");

    public ValueTask SaveAsync(string queue) => CallAsync("save", queue);

    public async ValueTask DisposeAsync()
    {
        _callbacks?.Dispose();
        try
        {
            await (_module?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private async ValueTask CallAsync(string name, params object?[] arguments)
    {
        try
        {
            await (_module?.InvokeVoidAsync(name, arguments) ?? ValueTask.CompletedTask);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone, or its connection: it has what it needs when it is back.
        }
    }

    private sealed class Callbacks(IPageAudioEvents events)
    {
        [JSInvokable]
        public Task Playing(int key) => events.PlayingAsync(key);

        [JSInvokable]
        public Task Paused(int key) => events.PausedAsync(key);

        [JSInvokable]
        public Task Ended(int key, int? next) => events.EndedAsync(key, next);

        [JSInvokable]
        public Task Failed(int key, double position) => events.FailedAsync(key, position);

        [JSInvokable]
        public Task Next() => events.NextAsync();

        [JSInvokable]
        public Task Previous(double position) => events.PreviousAsync(position);
    }
}
