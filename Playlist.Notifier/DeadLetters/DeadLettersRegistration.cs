namespace Playlist.Notifier.DeadLetters;

internal static class DeadLettersRegistration
{
    /// <summary>Adds what keeps dead letters beside the outbox, and sends them again.</summary>
    public static void AddDeadLetters(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DeadLetterStore>();
        builder.Services.AddSingleton<DeadLetterSender>();
        builder.Services.AddHostedService<DeadLetterConsumer>();
    }
}
