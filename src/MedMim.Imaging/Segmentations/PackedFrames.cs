using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>The frames of a binary segmentation: which segments show on which slices, and their bits.</summary>
internal sealed class PackedFrames
{
    private PackedFrames(IReadOnlyList<(int Segment, int Z)> frames, byte[] bits) => (Frames, Bits) = (frames, bits);

    /// <summary>Segment number (from 1) and slice of each frame: by segment, then by slice. At least one.</summary>
    public IReadOnlyList<(int Segment, int Z)> Frames { get; }

    /// <summary>A bit a pixel, the first in the least significant bit, without gaps (DICOM PS3.5 8.1.1).</summary>
    public byte[] Bits { get; }

    /// <summary>Packs labels.</summary>
    /// <param name="labels">Values [z, y, x].</param>
    /// <param name="values">The value of segment k + 1.</param>
    public static PackedFrames Of(Volume<byte> labels, IReadOnlyList<byte> values)
    {
        var size = labels.Geometry.Size;
        var slice = size.Y * size.X;
        var frames = new List<(int Segment, int Z)>();
        for (var k = 0; k < values.Count; k++)
        {
            for (var z = 0; z < size.Z; z++)
            {
                if (labels.Voxels.AsSpan(z * slice, slice).Contains(values[k]))
                {
                    frames.Add((k + 1, z));
                }
            }
        }

        if (frames.Count == 0)
        {
            // An object needs a frame; one without a pixel says that nothing was found.
            frames.Add((1, 0));
        }

        var bits = new byte[checked((int)((((long)frames.Count * slice) + 7) / 8))];
        var at = 0L;
        foreach (var (segment, z) in frames)
        {
            foreach (var voxel in labels.Voxels.AsSpan(z * slice, slice))
            {
                bits[at >> 3] |= (byte)(voxel == values[segment - 1] ? 1 << (int)(at & 7) : 0);
                at++;
            }
        }

        return new(frames, bits);
    }
}
