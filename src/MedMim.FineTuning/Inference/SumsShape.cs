using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>What windows are summed to.</summary>
/// <param name="Classes">How many classes.</param>
/// <param name="Size">Voxels of the volume, [z, y, x].</param>
/// <param name="Patch">Voxels of a window, [z, y, x].</param>
/// <param name="Windows">All windows.</param>
/// <param name="Batch">The most windows of a batch.</param>
/// <param name="Answers">How many answers each window has.</param>
internal sealed record SumsShape(
    int Classes, GridSize Size, GridSize Patch, IReadOnlyList<PlacedWindow> Windows, int Batch, int Answers)
{
    /// <summary>The most slices that are there at once: those that the windows of a batch reach through.</summary>
    public int Depth { get; } = Enumerable.Range(0, (Windows.Count + Batch - 1) / Batch)
        .Max(i => Math.Min(Size.Z, Windows[Math.Min(Windows.Count, (i + 1) * Batch) - 1].Start.Z + Patch.Z) - Math.Max(0, Windows[i * Batch].Start.Z));

    /// <summary>The most slices from one layer of windows to the next; all that are there where there is one layer.</summary>
    public int Run => Windows.Zip(Windows.Skip(1), (a, b) => b.Start.Z - a.Start.Z).Where(gap => gap > 0).DefaultIfEmpty(Depth).Max();

    /// <summary>Numbers of a slice, all classes together.</summary>
    public int SliceLength => checked(Classes * Size.Y * Size.X);

    /// <summary>Bytes of all slices that are there at once, as 32-bit numbers.</summary>
    public long Bytes => (long)Depth * SliceLength * sizeof(float);
}
