using System.CommandLine;
using MedMim.Cli.Verbs.Auditing;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim audit</c>: looks at the audit log of a run, and keeps its keys.</summary>
internal static class AuditVerb
{
    public static Command Create() => new("audit", "Checks the audit log of a run, and keeps its keys.")
    {
        VerifyCommand.Create(), ShowCommand.Create(), ProveCommand.Create(), CheckCommand.Create(), ExportCommand.Create(), RotateKeyCommand.Create(),
    };
}
