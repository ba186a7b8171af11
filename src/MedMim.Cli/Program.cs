using MedMim.Cli;

return await MedMimCommand.RunAsync(args);
