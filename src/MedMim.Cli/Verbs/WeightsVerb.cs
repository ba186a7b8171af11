using System.CommandLine;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim weights</c>: weights from public checkpoints, and back.</summary>
internal static class WeightsVerb
{
    public static Command Create() => new("weights", "Takes weights from public checkpoints, and writes them for public modules.")
    {
        WeightsImportVerb.Create(), WeightsExportVerb.Create(),
    };
}
