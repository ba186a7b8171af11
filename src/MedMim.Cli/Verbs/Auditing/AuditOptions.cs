using System.CommandLine;
using MedMim.Audit.Checkpoints;
using MedMim.Audit.Keys;
using MedMim.Foundation.Failures;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary>What the commands of <c>medmim audit</c> ask for alike.</summary>
internal static class AuditOptions
{
    public static Argument<DirectoryInfo> Run() => new("RUN") { Description = "The run's folder." };

    public static Option<FileInfo?> Key() => new("--key")
    {
        Description = "A public key (PEM) that must have signed the log: the owner's, the newest where it was rotated. Without "
            + "it, the one in the run's folder is used, which shows that the log is whole but not whose it is.",
        HelpName = "FILE",
    };

    public static AuditPublicKey? KeyOf(ParseResult parsed, Option<FileInfo?> key) =>
        parsed.GetValue(key) is { } file ? AuditPublicKey.Load(file.FullName) : null;

    public static string Describe(string fingerprint, bool isTrusted, string place) =>
        $"key:  {fingerprint} ({(isTrusted ? "as given" : $"from the {place}: compare it with the owner's")})";

    public static TreeHead ParseHead(string text)
    {
        try
        {
            return TreeHead.Parse(text);
        }
        catch (FormatException e)
        {
            throw new InputException("--expect", $"is {e.Message}", "Copy it from the report or from an earlier verify.", e);
        }
    }
}
