using Playlist.Client.Consoles;

namespace Playlist.Client.Screen;

/// <summary>What is said goes to the messages of the screen.</summary>
internal sealed class ScreenMessages(ScreenChanges changes) : ITranscript
{
    public void WriteLine(string text, LineKind kind = LineKind.Plain) => changes.Post(state => state.Say(new Message(text, kind)));

    public void ShowStatus(string? status) => changes.Post(state => state.Status = status);
}
