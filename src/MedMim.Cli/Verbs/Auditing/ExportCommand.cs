using System.CommandLine;
using MedMim.Audit.Export;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary><c>medmim audit export RUN --format …</c>: a run's provenance in forms that other programs read.</summary>
internal static class ExportCommand
{
    private const string Slsa = "slsa";
    private const string RoCrate = "ro-crate";

    public static Command Create()
    {
        var run = AuditOptions.Run();
        var format = new Option<string>("--format")
        {
            Description = "slsa: an in-toto Statement v1 with SLSA Provenance v1. ro-crate: the metadata file of a Workflow Run RO-Crate.",
            HelpName = $"{Slsa}|{RoCrate}",
            Required = true,
        };
        format.AcceptOnlyFromAmong(Slsa, RoCrate);
        var file = new Option<FileInfo?>("--out") { Description = "A file to write. Default: standard output.", HelpName = "FILE" };
        var key = AuditOptions.Key();
        var command = new Command("export", "Writes a run's provenance from its audit log, once log and files are verified.")
        {
            run, format, file, key,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var folder = parsed.GetRequiredValue(run).FullName;
            var publicKey = AuditOptions.KeyOf(parsed, key);
            var text = parsed.GetRequiredValue(format) == Slsa
                ? SlsaProvenance.Of(folder, publicKey)
                : WorkflowRunCrate.Of(folder, publicKey);
            if (parsed.GetValue(file) is not { } target)
            {
                await context.Output.WriteAsync(text);
                return ExitCode.Done;
            }

            if (target.Directory is { Exists: false })
            {
                throw new InputException(target.FullName, "its folder is not there", "Make it, or name another file.");
            }

            AtomicFile.WriteText(target.FullName, text);
            return ExitCode.Done;
        });
        return command;
    }
}
