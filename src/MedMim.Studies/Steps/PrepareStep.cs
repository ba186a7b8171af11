using MedMim.Datasets.Store;
using MedMim.Studies.Preparation;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>Brings the store's volumes to one form for training; takes the data set's fingerprint.</summary>
/// <param name="protocol">The protocol.</param>
/// <param name="run">The run's folder.</param>
/// <param name="split">Whose training cases alone decide the plan's numbers; null where it takes none from the data.</param>
internal sealed class PrepareStep(StudyProtocol protocol, RunFolder run, string? split) : IStudyStep
{
    public string Name => "prepare";

    public object Settings => new { protocol.Preparation, protocol.Data.Modalities, protocol.Data.Channels, protocol.Seed };

    public IReadOnlyDictionary<string, string> Inputs =>
        split is null ? StepInputs.Store(run) : StepInputs.Of(("store", run.Manifest("ingest")), ("split", split));

    public IReadOnlyList<string> Outputs => [run.Prepared];

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var cases = StorePreparation.Run(
            protocol, ScanStore.Open(run.Store), run.Prepared, split is null ? null : StudySplit.Read(split), context.Progress, cancellation);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(cases, "volumes"));
    }
}
