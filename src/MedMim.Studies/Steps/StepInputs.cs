using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>What steps read. Where a step left a manifest of many large files, the manifest stands for them.</summary>
internal static class StepInputs
{
    public static IReadOnlyDictionary<string, string> Store(RunFolder run) => Of(("store", run.Manifest("ingest")));

    public static IReadOnlyDictionary<string, string> Prepared(RunFolder run) => Of(("prepared", run.Manifest("prepare")));

    /// <summary>The plan, where the protocol leaves something to it.</summary>
    public static IEnumerable<(string Name, string Path)> Plan(StudyProtocol protocol, RunFolder run) =>
        PlanFile.IsNeeded(protocol) ? [("plan", run.Plan)] : [];

    public static IReadOnlyDictionary<string, string> Of(params (string Name, string Path)[] inputs) =>
        inputs.ToDictionary(i => i.Name, i => i.Path, StringComparer.Ordinal);
}
