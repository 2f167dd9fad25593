using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Storage;

internal static class StorageRegistration
{
    /// <summary>Adds the <see cref="Database"/>, which is brought up to date before anything else starts.</summary>
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddStorageOptions();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();

        services.AddSingleton(provider => DatabaseAddress.Parse(
            Database.Purpose,
            provider.GetRequiredService<IConfiguration>().GetConnectionString(Database.Purpose.ConnectionName!),
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.FullFolder));
        services.AddSingleton<IDbContextFactory<LibraryContext>, LibraryContexts>();
        services.AddDatabase<LibraryContext, Database>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
    }

    /// <summary>The options are two: the folder, and the connection string.</summary>
    private sealed class StorageOptionsValidator(IConfiguration configuration) : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options)
        {
            try
            {
                DatabaseAddress.Parse(Database.Purpose, configuration.GetConnectionString(Database.Purpose.ConnectionName!), options.FullFolder);
                return ValidateOptionsResult.Success;
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException)
            {
                return ValidateOptionsResult.Fail(exception.Message);
            }
        }
    }
}
