using MedMim.Evaluation.Calibration;
using MedMim.FineTuning.Inference;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Calibration;

/// <summary>
/// Counts how often each label is right, by its probability, while slabs of probabilities pass: those of a whole scan are never held.
/// </summary>
/// <param name="region">The part of the scan that the slabs are slices of.</param>
/// <param name="reference">The reference labels on the scan's own grid, C order [z, y, x].</param>
/// <param name="labels">The label values of classes 1, 2 and so on.</param>
internal sealed class CalibrationSlabs(SourceRegion region, ReadOnlyMemory<byte> reference, IReadOnlyList<byte> labels) : ISlabConsumer
{
    private readonly byte[] slice = new byte[region.Box.Size.Y * region.Box.Size.X];

    /// <summary>The counts of each label, in the order of the labels.</summary>
    public IReadOnlyList<ReliabilityCounts> Counts { get; } = [.. labels.Select(_ => new ReliabilityCounts())];

    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (classes != labels.Count + 1 || grid.Size != region.Box.Size)
        {
            throw new ArgumentException("The slabs do not fit the reference labels.", nameof(grid));
        }
    }

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        var area = region.Original.Size.Y * region.Original.Size.X;
        region.TakeSlab(z, z + 1, i => reference.Span.Slice(i * area, area), slice.AsSpan());
        for (var i = 0; i < labels.Count; i++)
        {
            Counts[i].Add(probabilities.Slice((i + 1) * slice.Length, slice.Length), slice, labels[i]);
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        // All is counted.
    }
}
