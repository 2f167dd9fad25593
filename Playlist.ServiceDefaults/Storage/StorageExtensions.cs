using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Playlist.ServiceDefaults.Storage;

public static class StorageExtensions
{
    public static OptionsBuilder<StorageOptions> AddStorageOptions(this IServiceCollection services) =>
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.SectionName).ValidateOnStart();

    /// <summary>Adds the process's one database, an SQLite file, which is brought up to date before anything else starts.</summary>
    /// <param name="address">Such as <see cref="DatabaseAddress.InFolder"/> of the data folder.</param>
    public static void AddSqliteDatabase<TContext>(this IHostApplicationBuilder builder, Func<StorageOptions, DatabaseAddress> address)
        where TContext : DbContext
    {
        var services = builder.Services;
        services.AddStorageOptions();
        services.AddSingleton(provider => address(provider.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton<IDbContextFactory<TContext>>(provider =>
            new PooledDbContextFactory<TContext>(new DbContextOptionsBuilder<TContext>().UseDurableSqlite(provider.GetRequiredService<DatabaseAddress>().ConnectionString).Options));
        services.AddDatabase<TContext, Database<TContext>>();
    }

    /// <summary>Adds what brings a database up to date and is the way to it; its address and its contexts' factory are there already.</summary>
    public static void AddDatabase<TContext, TDatabase>(this IServiceCollection services)
        where TContext : DbContext
        where TDatabase : Database<TContext>
    {
        services.AddSingleton<DatabaseMigration<TContext>>();
        services.AddSingleton<TDatabase>();
        services.AddHostedService(provider => provider.GetRequiredService<TDatabase>());
    }
}
