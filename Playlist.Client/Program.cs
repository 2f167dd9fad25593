using Playlist.Client.CommandLine;

return await ClientCommandLine.RunAsync(args);
