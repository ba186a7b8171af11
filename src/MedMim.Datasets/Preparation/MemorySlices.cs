using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>The slices of a prepared image in memory, or mapped into it.</summary>
/// <param name="volume">The case.</param>
public sealed class MemorySlices(PreparedVolume volume) : IPreparedSlices
{
    /// <inheritdoc/>
    public VolumeGeometry Geometry => volume.Case.Geometry;

    /// <inheritdoc/>
    public int Channels => volume.ChannelCount;

    /// <inheritdoc/>
    public string Name => volume.Case.Id;

    /// <inheritdoc/>
    public void Read(int z, Span<float> slice)
    {
        var area = slice.Length / Channels;
        for (var c = 0; c < Channels; c++)
        {
            volume.Channel(c).Span.Slice((int)Geometry.Size.Offset(z, 0, 0), area).CopyTo(slice[(c * area)..]);
        }
    }
}
