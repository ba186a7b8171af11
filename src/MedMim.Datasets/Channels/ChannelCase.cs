using MedMim.Datasets.Store;

namespace MedMim.Datasets.Channels;

/// <summary>The scans of one examination that are a network's input together.</summary>
/// <param name="Reference">The first channel: its grid and its label are the case's, and so is its pseudonym.</param>
/// <param name="Others">The other channels, in the order of the rules.</param>
public sealed record ChannelCase(SeriesRecord Reference, IReadOnlyList<SeriesRecord> Others);
