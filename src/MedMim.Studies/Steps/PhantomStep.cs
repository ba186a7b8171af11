using MedMim.Imaging.Workers;
using MedMim.Phantom;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>Generates the phantom archive.</summary>
internal sealed class PhantomStep(StudyProtocol protocol, RunFolder run) : IStudyStep
{
    public string Name => "phantom";

    public object Settings => protocol.Data.Phantom!;

    public IReadOnlyDictionary<string, string> Inputs { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Outputs => [run.Archive];

    public async Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        await using var writer = new WorkerDicomWriter();
        var manifest = await PhantomGenerator.GenerateAsync(
            protocol.Data.Phantom!, run.Archive, writer, context.Progress, cancellation);
        return StepFacts.Of(manifest.Series.Count, "series").With("planted_refusals", manifest.Refusals.Count);
    }
}
