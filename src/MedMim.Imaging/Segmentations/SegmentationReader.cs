using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>
/// Reads DICOM Segmentations (PS3.3 A.51): binary, fractional and label maps; frames in any order, in any plane of the
/// image's grid, covering all of it or a part. What no frame shows is empty. Runs in worker processes.
/// </summary>
public sealed class SegmentationReader(IDicomToolkit toolkit)
{
    /// <summary>What a file says of itself.</summary>
    /// <exception cref="RefusedException">It is no segmentation, contradicts itself, or cannot be read.</exception>
    public SegmentationObject Read(string path) =>
        SegmentationLayout.Of(Opened(() => toolkit.ReadHeader(path))).Object;

    /// <summary>Reads segments as one label volume: values of the choices, 0 elsewhere.</summary>
    /// <exception cref="RefusedException">
    /// As for <c>Read</c>; <c>label-grid-mismatch</c>: its pixels do not fall on the grid's voxels;
    /// <c>label-beyond-image</c>: a chosen segment covers something outside of the grid; <c>conflicting-duplicates</c>: two
    /// frames show one segment at one place; <c>contour-sparse</c>: a segment is drawn on no two neighbouring slices;
    /// <c>pixel-mismatch</c>: more or fewer pixels than promised.
    /// </exception>
    public Volume<byte> ReadLabels(SegmentsPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var layout = SegmentationLayout.Of(Opened(() => toolkit.ReadHeader(plan.Path)));
        var pixels = new SegmentPixels(Opened(() => toolkit.DecodeFrames(plan.Path)), layout, plan.Threshold);
        var labels = new Volume<byte>(plan.Grid);
        foreach (var choice in plan.Choices)
        {
            Draw(labels, layout, pixels, choice);
        }

        return labels;
    }

    private static void Draw(Volume<byte> labels, SegmentationLayout layout, SegmentPixels pixels, SegmentChoice choice)
    {
        var places = new HashSet<FramePlacement>();
        var drawn = new HashSet<(int Axis, int Level)>();
        var segment = layout.Object.Kind == SegmentationKind.Labelmap ? 0 : choice.Segment;
        foreach (var frame in layout.Frames.Where(f => f.Segment == segment))
        {
            var placement = FramePlacement.Of(frame, layout.Rows, layout.Columns, labels.Geometry);
            if (!places.Add(placement))
            {
                throw new RefusedException(new(
                    RefusalCodes.ConflictingDuplicates, "Two frames show one segment at one place."));
            }

            var isDrawn = false;
            for (var row = 0; row < layout.Rows; row++)
            {
                for (var column = 0; column < layout.Columns; column++)
                {
                    if (pixels.Covers(frame.Index, choice.Segment, (row * layout.Columns) + column))
                    {
                        Set(labels, placement.Voxel(row, column), choice.Value);
                        isDrawn = true;
                    }
                }
            }

            if (isDrawn)
            {
                drawn.Add(placement.Level);
            }
        }

        foreach (var stack in drawn.GroupBy(d => d.Axis, d => d.Level))
        {
            RequireNeighbours([.. stack.Order()]);
        }
    }

    // As for contours: what is drawn on every n-th slice only has holes that nobody meant.
    private static void RequireNeighbours(int[] slices)
    {
        if (slices.Length > 2 && slices.Zip(slices.Skip(1)).All(p => p.Second - p.First > 1))
        {
            throw new RefusedException(new(RefusalCodes.ContourSparse, "A segment is drawn on every second or further slice only."));
        }
    }

    private static void Set(Volume<byte> labels, (int Z, int Y, int X) voxel, byte value)
    {
        var size = labels.Geometry.Size;
        if ((uint)voxel.Z >= (uint)size.Z || (uint)voxel.Y >= (uint)size.Y || (uint)voxel.X >= (uint)size.X)
        {
            throw new RefusedException(new(RefusalCodes.LabelBeyondImage, "A segment reaches beyond its image."));
        }

        labels[voxel.Z, voxel.Y, voxel.X] = value;
    }

    private static T Opened<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new(RefusalCodes.Unreadable, "The file cannot be opened or read."), e);
        }
    }
}
