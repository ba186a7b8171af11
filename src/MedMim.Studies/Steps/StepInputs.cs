using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>What steps read. Where a step left a manifest of many large files, the manifest stands for them.</summary>
internal static class StepInputs
{
    public static IReadOnlyDictionary<string, string> Store(RunFolder run) => Of(("store", run.Manifest("ingest")));

    public static IReadOnlyDictionary<string, string> Prepared(RunFolder run) => Of(("prepared", run.Manifest("prepare")));

    public static IReadOnlyDictionary<string, string> Of(params (string Name, string Path)[] inputs) =>
        inputs.ToDictionary(i => i.Name, i => i.Path, StringComparer.Ordinal);
}
