using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Options;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

internal static class OutboxRegistration
{
    private static readonly DatabasePurpose Purpose = new("outbox.db", "updates that were accepted are published all the same", "accepted updates that were not published are gone");

    /// <summary>Adds the outbox, whose database is brought up to date first, and who publishes from it.</summary>
    public static void AddOutbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OutboxOptions>().BindConfiguration(OutboxOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OutboxOptions>, OutboxOptionsValidator>();

        builder.AddSqliteDatabase<OutboxContext>(storage => DatabaseAddress.InFolder(Purpose, storage.FullFolder));
        builder.Services.AddSingleton<WakeSignal>();
        builder.Services.AddSingleton<OutboxMarks>();
        builder.Services.AddSingleton<OutboxRetention>();
        builder.Services.AddHosted<OutboxBacklog>();
        builder.Services.AddHosted<UpdateOutbox>();
        builder.Services.AddHosted<OutboxPublisher>();
        builder.Services.AddSingleton<OutboxHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<OutboxHealthCheck>("outbox");
    }

    private static void AddHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }

    /// <summary>For <c>dotnet ef migrations add</c>, which connects to nothing.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<OutboxContext>
    {
        public OutboxContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<OutboxContext>().UseDurableSqlite("Data Source=design.db").Options);
    }
}
