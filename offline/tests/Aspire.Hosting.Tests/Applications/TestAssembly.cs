[assembly: AssemblyFixture(typeof(PrivateFolders))]
