using Playlist.Notifier;

return await Startup.RunAsync(() => NotifierApplication.Create(args));
