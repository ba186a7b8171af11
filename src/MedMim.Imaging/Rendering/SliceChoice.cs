using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>Chooses the slice to show.</summary>
public static class SliceChoice
{
    /// <summary>The slice z with the most non-zero voxels, the lowest of equals; the middle one where there is none.</summary>
    /// <param name="mask">C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    public static int LargestArea(ReadOnlySpan<byte> mask, GridSize size)
    {
        var (best, area) = (size.Z / 2, 0);
        for (var z = 0; z < size.Z; z++)
        {
            var plane = SlicePicture.Plane(mask, size, z);
            var inside = plane.Length - plane.Count((byte)0);
            if (inside > area)
            {
                (best, area) = (z, inside);
            }
        }

        return best;
    }
}
