using MedMim.Datasets.Store;

namespace MedMim.Datasets.Channels;

/// <summary>A first channel whose other channels are not all there.</summary>
/// <param name="Reference">The first channel.</param>
/// <param name="Problem">Which channel is not there, and why; a half-sentence.</param>
public sealed record IncompleteCase(SeriesRecord Reference, string Problem);
