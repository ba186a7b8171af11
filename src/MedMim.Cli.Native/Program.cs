using MedMim.Cli;
using MedMim.Cli.Native;
using MedMim.Cli.Verbs;

// What an archive of a few megabytes takes must not be the start of a runtime; whatever needs torch waits for it anyway.
return args is ["ingest", ..] ? await MedMimCommand.RunAsync(args, [IngestVerb.Create()]) : ManagedProgram.Become(args);
