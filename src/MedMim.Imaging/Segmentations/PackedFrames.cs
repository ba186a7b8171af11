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

        return Pack(frames, size, (segment, z, set) =>
        {
            var voxels = labels.Voxels.AsSpan(z * slice, slice);
            for (var i = 0; i < slice; i++)
            {
                if (voxels[i] == values[segment - 1])
                {
                    set(i);
                }
            }
        });
    }

    /// <summary>Packs filled boxes, which may overlap.</summary>
    /// <param name="size">The grid.</param>
    /// <param name="boxes">The box of segment k + 1, within the grid.</param>
    public static PackedFrames Of(GridSize size, IReadOnlyList<VoxelBox> boxes) => Pack(
        [.. boxes.SelectMany((b, k) => Enumerable.Range(b.Z, b.Size.Z).Select(z => (k + 1, z)))], size, (segment, _, set) =>
        {
            var box = boxes[segment - 1];
            for (var y = box.Y; y < box.Y + box.Size.Y; y++)
            {
                for (var x = box.X; x < box.X + box.Size.X; x++)
                {
                    set((y * size.X) + x);
                }
            }
        });

    /// <param name="frames">Segment number and slice of each frame.</param>
    /// <param name="size">The grid.</param>
    /// <param name="draw">Sets the pixels of a segment on a slice, by their places in it.</param>
    private static PackedFrames Pack(List<(int Segment, int Z)> frames, GridSize size, Action<int, int, Action<int>> draw)
    {
        if (frames.Count == 0)
        {
            // An object needs a frame; one without a pixel says that nothing was found.
            frames.Add((1, 0));
        }

        var slice = (long)size.Y * size.X;
        var bits = new byte[checked((int)(((frames.Count * slice) + 7) / 8))];
        for (var frame = 0; frame < frames.Count; frame++)
        {
            var first = frame * slice;
            draw(frames[frame].Segment, frames[frame].Z, place => bits[(first + place) >> 3] |= (byte)(1 << (int)((first + place) & 7)));
        }

        return new(frames, bits);
    }
}
