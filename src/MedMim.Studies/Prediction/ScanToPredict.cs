using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;

namespace MedMim.Studies.Prediction;

/// <summary>A scan that is to be predicted.</summary>
/// <param name="Channels">Its voxels in the store; of a case of several channels, each channel's in their order.</param>
/// <param name="Series">What the store says of it, of the first channel; its pseudonym names the files that are written.</param>
/// <param name="Files">The files that it came from; none where the input was a store.</param>
internal sealed record ScanToPredict(IReadOnlyList<StoredScan> Channels, SeriesRecord Series, IReadOnlyList<string> Files)
{
    /// <summary>Prepares it, slab by slab where it is large.</summary>
    /// <param name="plan">How.</param>
    /// <param name="scratch">A folder for temporary files.</param>
    /// <param name="cancellation">Stops between slabs.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public PreparedScan Prepare(PreparationPlan plan, string scratch, CancellationToken cancellation) =>
        new SlabPreparer(plan, scratch).Prepare(Channels[0], [.. Channels.Skip(1)], cancellation);
}
