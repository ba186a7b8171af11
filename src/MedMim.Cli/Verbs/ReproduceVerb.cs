using System.CommandLine;
using MedMim.Cli.Verbs.Auditing;
using MedMim.Studies.Reproduction;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim reproduce RUN</c>: runs a study again elsewhere, and says of each file whether it is the same.</summary>
internal static class ReproduceVerb
{
    public static Command Create()
    {
        var run = AuditOptions.Run();
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "The folder with the scans, as for medmim run. They must be those that the run's audit log names.", HelpName = "DIR",
        };
        var runs = new Option<DirectoryInfo>("--runs")
        {
            Description = "The folder in which the new run's own folder is made.", HelpName = "DIR", Required = true,
        };
        var key = AuditOptions.Key();
        var device = DeviceOption.Create();
        var command = new Command(
            "reproduce", "Runs a study again from its recorded protocol, and compares every file. Exit 0: identical; 1: different.")
        {
            run, data, runs, key, device,
        };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var reproduction = new StudyReproduction(context.Logging, context.Progress, TimeProvider.System);
            var outcome = await reproduction.RunAsync(
                new ReproductionRequest(
                    parsed.GetRequiredValue(run).FullName, parsed.GetValue(data)?.FullName, parsed.GetRequiredValue(runs).FullName)
                {
                    Key = AuditOptions.KeyOf(parsed, key), Device = DeviceOption.Of(parsed, device),
                },
                cancellation);
            foreach (var artifact in outcome.Artifacts.Where(a => a.Difference is not null))
            {
                await context.Output.WriteLineAsync($"different: {artifact.Path}: {artifact.Difference}");
            }

            var same = outcome.Artifacts.Count(a => a.Difference is null);
            await context.Output.WriteLineAsync($"identical: {same} of {outcome.Artifacts.Count} files ({outcome.RunFolder})");
            foreach (var line in outcome.Circumstances)
            {
                await context.Output.WriteLineAsync(line);
            }

            return outcome.IsIdentical ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
