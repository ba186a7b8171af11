using System.CommandLine;
using MedMim.Studies;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim run PROTOCOL</c>: the whole study, from the archive to the report; run again, it continues.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var protocol = new Argument<FileInfo>("PROTOCOL") { Description = "The study protocol, a YAML file." };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "The folder with the scans. The protocol's archive path is relative to it.",
            HelpName = "DIR",
        };
        var runs = new Option<DirectoryInfo>("--runs")
        {
            Description = "The folder in which the run's own folder is made.",
            HelpName = "DIR",
            DefaultValueFactory = _ => new DirectoryInfo("runs"),
        };
        var device = DeviceOption.Create();
        var command = new Command("run", "Runs a study: ingest, pretrain, fine-tune, predict, evaluate, report. Run again, it continues.")
        {
            protocol, data, runs, device,
        };
        command.SetVerb(async (parsed, context, cancellation) =>
        {
            var study = new Study(context.Logging, context.Progress, TimeProvider.System);
            var outcome = await study.RunAsync(
                new StudyRequest(
                    parsed.GetRequiredValue(protocol).FullName,
                    parsed.GetValue(data)?.FullName,
                    parsed.GetRequiredValue(runs).FullName) { Device = DeviceOption.Of(parsed, device) },
                cancellation);
            await context.Summary.WriteLineAsync(outcome.Report);
            return ExitCode.Done;
        });
        return command;
    }
}
