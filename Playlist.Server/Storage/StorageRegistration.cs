using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Playlist.Server.Storage;

internal static class StorageRegistration
{
    /// <summary>Adds the <see cref="Database"/>, which is brought up to date before anything else starts.</summary>
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();

        services.AddSingleton(provider => DatabaseAddress.Parse(
            provider.GetRequiredService<IConfiguration>().GetConnectionString(StorageOptions.ConnectionName),
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.FullFolder));
        services.AddSingleton<IDbContextFactory<LibraryContext>, LibraryContexts>();
        services.AddSingleton<DatabaseMigration>();
        services.AddSingleton<Database>();
        services.AddHostedService(provider => provider.GetRequiredService<Database>());
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
    }

    /// <summary>The options are two: the folder, and the connection string.</summary>
    private sealed class StorageOptionsValidator(IConfiguration configuration) : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options)
        {
            try
            {
                DatabaseAddress.Parse(configuration.GetConnectionString(StorageOptions.ConnectionName), options.FullFolder);
                return ValidateOptionsResult.Success;
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException)
            {
                return ValidateOptionsResult.Fail(exception.Message);
            }
        }
    }
}
