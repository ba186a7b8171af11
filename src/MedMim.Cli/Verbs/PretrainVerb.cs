using System.CommandLine;
using MedMim.Cli.Hosting;
using MedMim.Studies.Pretraining;
using MedMim.Training.Ranks.Mpi;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim pretrain PROTOCOL PREPARED --run DIR</c>: an encoder alone, from prepared volumes.</summary>
internal static class PretrainVerb
{
    public static Command Create()
    {
        var protocol = new Argument<FileInfo>("PROTOCOL") { Description = "The study protocol, a YAML file: its model, pretraining and seed count." };
        var prepared = new Argument<DirectoryInfo>("PREPARED") { Description = "Prepared volumes: a run's folder 'prepared', or what 'medmim prepare' wrote." };
        var run = new Option<DirectoryInfo>("--run")
        {
            Description = "The run's folder; made if missing, continued if begun.",
            HelpName = "DIR",
            Required = true,
        };
        var split = new Option<FileInfo?>("--split")
        {
            Description = "A split.json that keeps test patients out; by default the one beside PREPARED.",
            HelpName = "FILE",
        };
        var device = DeviceOption.Create();
        var command = new Command("pretrain", "Pretrains an encoder on prepared volumes, without archive, store, DICOM or ITK.")
        {
            protocol, prepared, run, split, device,
        };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var where = DeviceOption.Of(parsed, device);

            // Started by mpirun or srun, several processes share each batch; all but the first keep quiet.
            var ranks = MpiRanks.Join();
            var study = new PretrainingStudy(context.Logging, context.Progress, TimeProvider.System) { Ranks = ranks };
            var encoder = await study.RunAsync(
                new PretrainingRequest(
                    parsed.GetRequiredValue(protocol).FullName, parsed.GetRequiredValue(prepared).FullName,
                    parsed.GetValue(split)?.FullName, parsed.GetRequiredValue(run).FullName) { Device = where },
                cancellation);
            ranks.Finish();
            await context.Summary.WriteLineAsync(encoder);
            return ExitCode.Done;
        }, verbosity: parsed => MpiRanks.LaunchedRank > 0 ? Verbosity.Beside : SharedOptions.VerbosityOf(parsed));
        return command;
    }
}
