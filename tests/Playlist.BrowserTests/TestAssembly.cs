using Playlist.BrowserTests.Application;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(RunningPlaylist))]

// They share one application, which some of them stop in part, and one browser.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
