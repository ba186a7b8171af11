using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>A prepared scan that lies in temporary files and is read slice by slice; disposing removes the files.</summary>
public sealed class PreparedScan : IPreparedSlices, IDisposable
{
    private readonly IReadOnlyList<PreparedChannel> channels;

    internal PreparedScan(IReadOnlyList<PreparedChannel> channels, string name, SourceRegion region) =>
        (this.channels, Name, Region) = (channels, name, region);

    /// <inheritdoc/>
    public VolumeGeometry Geometry => channels[0].Stored.Slices.Geometry;

    /// <inheritdoc/>
    public int Channels => channels.Count;

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The part of the scan that was prepared.</summary>
    public SourceRegion Region { get; }

    /// <summary>What was done to it; of several channels, to the first.</summary>
    public PreparationRecord Record => channels[0].Record;

    /// <inheritdoc/>
    /// <remarks>Not safe to call from several threads at once.</remarks>
    public void Read(int z, Span<float> slice)
    {
        var area = slice.Length / channels.Count;
        for (var c = 0; c < channels.Count; c++)
        {
            channels[c].Read(z, slice.Slice(c * area, area));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in channels)
        {
            channel.Dispose();
        }
    }
}
