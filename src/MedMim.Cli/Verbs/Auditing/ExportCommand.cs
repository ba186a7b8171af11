using System.CommandLine;
using MedMim.Audit.Export;
using MedMim.Audit.Keys;
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
        var sign = new Option<FileInfo?>("--sign")
        {
            Description = "Sign the statement (slsa) as a DSSE envelope, with a private key that signs the log. Without FILE: the key in use (MEDMIM_AUDIT_KEY).",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("export", "Writes a run's provenance from its audit log, once log and files are verified.")
        {
            run, format, file, key, sign,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var folder = parsed.GetRequiredValue(run).FullName;
            var publicKey = AuditOptions.KeyOf(parsed, key);
            var isSlsa = parsed.GetRequiredValue(format) == Slsa;
            var text = parsed.GetResult(sign) is not null ? Signed(folder, isSlsa, parsed.GetValue(sign), publicKey)
                : isSlsa ? SlsaProvenance.Of(folder, publicKey) : WorkflowRunCrate.Of(folder, publicKey);
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

    /// <summary>The signer's key must have signed the log, and so must the one that was named.</summary>
    private static string Signed(string folder, bool isSlsa, FileInfo? file, AuditPublicKey? publicKey)
    {
        if (!isSlsa)
        {
            throw new InputException("--sign", $"has no meaning for --format {RoCrate}, which has no signed form", $"Choose --format {Slsa}, or leave it out.");
        }

        using var key = AuditKey.Load(file?.FullName ?? AuditKey.DefaultPath());
        if (publicKey is not null)
        {
            _ = SlsaProvenance.Of(folder, publicKey);
        }

        return DsseEnvelope.Sign(SlsaProvenance.Of(folder, key.PublicKey), DsseEnvelope.InToto, key);
    }
}
