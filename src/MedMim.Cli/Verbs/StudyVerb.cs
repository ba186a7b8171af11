using System.CommandLine;
using MedMim.Evaluation.Reports.Printing;
using MedMim.Foundation.Failures;
using MedMim.Studies;
using MedMim.Studies.Running;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim study status RUN</c>: what of a study is done. <c>medmim study print RUN</c>: its report as PDF.</summary>
internal static class StudyVerb
{
    public static Command Create() => new("study", "Looks at a study's run.") { CreateStatus(), CreatePrint() };

    private static Command CreateStatus()
    {
        var run = new Argument<DirectoryInfo>("RUN") { Description = "The run's folder." };
        var command = new Command("status", "Shows which steps, or which cells of a comparison, are done, begun or waiting.") { run };
        command.SetVerb(async (parsed, context, _) =>
        {
            await context.Output.WriteAsync(StudyStatus.Describe(parsed.GetRequiredValue(run).FullName));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreatePrint()
    {
        var run = new Argument<DirectoryInfo>("RUN") { Description = "The run's folder." };
        var file = new Option<FileInfo>("--out")
        {
            Description = "The PDF to write, outside the run's folder: the run's log knows nothing of it.", HelpName = "FILE", Required = true,
        };
        var browser = new Option<FileInfo?>("--browser")
        {
            Description = "The browser that prints: Chromium, Chrome or Edge (default: the first on the path).", HelpName = "PROGRAM",
        };
        var command = new Command("print", "Prints the report as PDF, with a browser without a window.") { run, file, browser };
        command.SetVerb(async (parsed, _, cancellation) =>
        {
            var folder = new RunFolder(parsed.GetRequiredValue(run).FullName);
            var target = parsed.GetRequiredValue(file).FullName;
            if (target.StartsWith(Path.TrimEndingDirectorySeparator(folder.Path) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new InputException("--out", "lies in the run's folder, where it would count as a file that nobody logged", "Name a file elsewhere.");
            }

            await ReportPrinter.PrintAsync(
                folder.Report, target,
                parsed.GetValue(browser)?.FullName ?? ReportPrinter.FindBrowser(Environment.GetEnvironmentVariable("PATH") ?? string.Empty), cancellation);
            return ExitCode.Done;
        });
        return command;
    }
}
