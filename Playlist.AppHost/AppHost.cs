using Playlist.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var messaging = builder.AddBroker("messaging");

var server = builder.AddProject<Projects.Playlist_Server>("server")
    .WithEndpoint(scheme: "tcp", env: "SongServer__Port")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithFolder("Library__Path", ProcessSettings.LibraryPath)
    .WithFolder("Storage__Folder", "data-folder")
    .WithDatabase("library")
    // It serves songs without the broker, and so does not wait for it.
    .WithBroker(messaging, user: "server")
    .WithScanCommands()
    .WithReplicas(builder.Configuration.GetReplicas("server"));

var notifier = builder.AddProject<Projects.Playlist_Notifier>("notifier")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithFolder("Storage__Folder", "data-folder")
    .WithBroker(messaging, user: "notifier")
    .WaitFor(messaging)
    .WithSetting("Notifier:NewMusic:QuietPeriod")
    .WithPublishUpdateCommand()
    .WithDeadLetterCommands();

AddClient("client-1", "Taylor Swift", "Sorry Ghost");
AddClient("client-2", "HUNTRX", "Taylor Swift");
AddClient("client-3", "Sorry Ghost");

// For whoever sits before the dashboard: started by hand, with a terminal there, following nobody until told to.
var console = builder.AddProject<Projects.Playlist_Client>("console")
    .WithArgs("console")
    .WithReference(server)
    .WithBroker(messaging, user: "console")
    .WaitFor(server)
    .WaitFor(messaging)
    .WithExplicitStart();
#pragma warning disable ASPIRETERMINAL001 // Experimental in Aspire 13.5: should it change, nothing but this line does.
console.WithTerminal();
#pragma warning restore ASPIRETERMINAL001

builder.AddOpeningScenario();

builder.Build().Run();

void AddClient(string name, params string[] artists)
{
    var client = builder.AddProject<Projects.Playlist_Client>(name)
        .WithArgs("serve")
        .WithEnvironment("Client__Name", name)
        .WithFolder("Storage__Folder", "data-folder")
        .WithHttpEndpoint()
        .WithUrlForEndpoint("http", url => url.DisplayText = "Player")
        .WithHttpHealthCheck("/health")
        .WithReference(server)
        .WithBroker(messaging, user: name)
        .WaitFor(server)
        .WaitFor(messaging)
        .WithPlaySongCommand();

    for (var i = 0; i < artists.Length; i++)
    {
        client.WithEnvironment($"Client__Follow__{i}", artists[i]);
    }
}
