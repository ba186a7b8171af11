using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Galleries;

/// <summary>The part of a scan that a viewer shows.</summary>
internal static class ViewerBox
{
    private const double MarginMm = 25;
    private const double SmallestMm = 100;

    /// <summary>Both masks with 25 mm around them, at least 100 mm along each axis, within the scan; its middle where there are none.</summary>
    public static VoxelBox Around(GalleryVolumes volumes)
    {
        var (size, spacing) = (volumes.Scan.Geometry.Size, volumes.Scan.Geometry.Spacing);
        int[] low = [size.Z, size.Y, size.X], high = [-1, -1, -1];
        for (var i = 0; i < volumes.Reference.Voxels.Length; i++)
        {
            if (volumes.Reference.Voxels[i] != 0 || volumes.Prediction.Voxels[i] != 0)
            {
                Grow(0, i / (size.Y * size.X));
                Grow(1, i / size.X % size.Y);
                Grow(2, i % size.X);
            }
        }

        var (z, y, x) = (Range(0, size.Z, spacing.Z), Range(1, size.Y, spacing.Y), Range(2, size.X, spacing.X));
        return new(z.First, y.First, x.First, new(z.Count, y.Count, x.Count));

        void Grow(int axis, int place) => (low[axis], high[axis]) = (Math.Min(low[axis], place), Math.Max(high[axis], place));

        (int First, int Count) Range(int axis, int length, double mm)
        {
            var (from, to) = high[axis] < 0 ? (length / 2, length / 2) : (low[axis], high[axis]);
            var more = Math.Max(MarginMm, (SmallestMm - ((to - from + 1) * mm)) / 2) / mm;
            var first = Math.Max(0, (int)Math.Floor(from - more));
            return (first, Math.Min(length - 1, (int)Math.Ceiling(to + more)) - first + 1);
        }
    }
}
