using MedMim.Datasets.Channels;
using MedMim.Datasets.Labels;

namespace MedMim.Datasets.Ingestion;

/// <summary>What to ingest, and where to.</summary>
public sealed record IngestOptions
{
    /// <summary>The folder of scans, in any arrangement. Only read.</summary>
    public required string ArchivePath { get; init; }

    /// <summary>The store's folder; made if missing. One store belongs to one archive.</summary>
    public required string StorePath { get; init; }

    /// <summary>Where labels come from; found by the names of folders and files by default.</summary>
    public LabelSource Labels { get; init; } = new();

    /// <summary>The channels of a study's cases, in their order; none where every scan is a case of its own.</summary>
    public IReadOnlyList<ChannelRule> Channels { get; init; } = [];

    /// <summary>How many series are read side by side; each needs memory for its volume about five times over.</summary>
    public int Parallelism { get; init; } = Math.Max(1, Environment.ProcessorCount);
}
