using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>Resamples and normalises the store's volumes for training.</summary>
internal sealed class PrepareStep(StudyProtocol protocol, RunFolder run) : IStudyStep
{
    public string Name => "prepare";

    public object Settings => new { protocol.Preparation, protocol.Data.Modalities, protocol.Preparation.ToOptions().Digest };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Store(run);

    public IReadOnlyList<string> Outputs => [run.Prepared];

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var store = ScanStore.Open(run.Store);
        var wanted = protocol.Data.Modalities;
        var series = store.Series.Where(s => wanted.Count == 0 || wanted.Contains(s.Modality, StringComparer.Ordinal)).ToList();
        if (series.Count == 0)
        {
            throw new InputException(
                "data.modalities", $"no series of the store is {string.Join(" or ", wanted)}",
                $"The store holds {string.Join(", ", store.Series.Select(s => s.Modality).Distinct(StringComparer.Ordinal))}.");
        }

        var prepared = new PreparationStep(store, protocol.Preparation.ToOptions(), context.Progress)
            .Run(run.Prepared, series, cancellation);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(prepared.Cases.Count, "volumes"));
    }
}
