using MedMim.Datasets.Store;

namespace MedMim.Studies.Prediction;

/// <summary>A scan that is to be predicted.</summary>
/// <param name="Scan">Its voxels in the store.</param>
/// <param name="Series">What the store says of it; its pseudonym names the files that are written.</param>
/// <param name="Files">The files that it came from; none where the input was a store.</param>
internal sealed record ScanToPredict(StoredScan Scan, SeriesRecord Series, IReadOnlyList<string> Files);
