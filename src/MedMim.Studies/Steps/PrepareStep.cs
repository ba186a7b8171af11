using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Studies.Mapping;
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
        var store = ScanStore.Open(run.Store);
        var split = StudySplit.Read(run.Split);
        var step = new PreparationStep(store, protocol.Preparation.ToOptions(), context.Progress)
        {
            // Whoever is validated or tested on has no say in spacing or intensities.
            Training = split.Pretrain.Concat(split.Train).ToHashSet(StringComparer.Ordinal),
            Seed = protocol.Seed,
        };
        var prepared = step.Run(run.Prepared, StudySeries.Of(protocol, store), cancellation);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(prepared.Cases.Count, "volumes"));
    }
}
