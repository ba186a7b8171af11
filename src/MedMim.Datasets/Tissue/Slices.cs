namespace MedMim.Datasets.Tissue;

/// <summary>Work on the slices of a volume, side by side.</summary>
internal static class Slices
{
    // Fewer slices are not worth a thread.
    private const int Fewest = 8;

    public delegate void Visit(int z, ReadOnlySpan<float> values);

    /// <summary>Calls <paramref name="visit"/> for every slice, in parallel.</summary>
    public static void ForEach(VoxelSlices volume, Visit visit) => Ranges(volume.Geometry.Size.Z, (first, end) =>
    {
        var scratch = new float[volume.Area];
        for (var z = first; z < end; z++)
        {
            visit(z, volume.Slice(z, scratch));
        }
    });

    /// <summary>Calls <paramref name="work"/>(first, end) for consecutive ranges of slices, one a processor.</summary>
    public static void Ranges(int slices, Action<int, int> work)
    {
        var parts = Math.Clamp(slices / Fewest, 1, Environment.ProcessorCount);
        if (parts == 1)
        {
            work(0, slices);
            return;
        }

        Parallel.For(0, parts, p => work(slices * p / parts, slices * (p + 1) / parts));
    }
}
