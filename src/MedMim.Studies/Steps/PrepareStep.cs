using MedMim.Datasets.Store;
using MedMim.Studies.Preparation;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>Brings the store's volumes to one form for training; takes the data set's fingerprint.</summary>
internal sealed class PrepareStep(StudyProtocol protocol, RunFolder run) : IStudyStep
{
    public string Name => "prepare";

    public object Settings => new { protocol.Preparation, protocol.Data.Modalities, protocol.Seed };

    public IReadOnlyDictionary<string, string> Inputs =>
        StepInputs.Of(("store", run.Manifest("ingest")), ("split", run.Split));

    public IReadOnlyList<string> Outputs => [run.Prepared];

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var cases = StorePreparation.Run(
            protocol, ScanStore.Open(run.Store), run.Prepared, StudySplit.Read(run.Split), context.Progress, cancellation);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(cases, "volumes"));
    }
}
