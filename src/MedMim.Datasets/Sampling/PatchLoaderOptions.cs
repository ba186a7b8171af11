namespace MedMim.Datasets.Sampling;

/// <summary>How <see cref="PatchLoader"/> makes batches.</summary>
public sealed record PatchLoaderOptions
{
    /// <summary>Crops a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The study's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the batches are for, such as <c>pretrain</c>: other purposes get other crops.</summary>
    public required string Purpose { get; init; }
}
