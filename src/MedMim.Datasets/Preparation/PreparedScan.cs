using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>A prepared scan that lies in a temporary file and is read slice by slice; disposing removes the file.</summary>
public sealed class PreparedScan : IPreparedSlices, IDisposable
{
    private readonly IStoredSlices stored;
    private readonly string path;
    private readonly PreparationPlan plan;
    private readonly float[] scratch;

    internal PreparedScan(IStoredSlices stored, string path, string name, SourceRegion region, PreparationRecord record, PreparationPlan plan)
    {
        (this.stored, this.path, this.plan) = (stored, path, plan);
        (Name, Region, Record) = (name, region, record);
        scratch = new float[stored.Slices.Area];
    }

    /// <inheritdoc/>
    public VolumeGeometry Geometry => stored.Slices.Geometry;

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The part of the scan that was prepared.</summary>
    public SourceRegion Region { get; }

    /// <summary>What was done to it.</summary>
    public PreparationRecord Record { get; }

    /// <inheritdoc/>
    /// <remarks>Not safe to call from several threads at once.</remarks>
    public void Read(int z, Span<float> slice)
    {
        stored.Slices.Slice(z, scratch).CopyTo(slice);
        IntensityNormalizer.Apply(slice, Record.Scale, plan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stored.Dispose();
        File.Delete(path);
    }
}
