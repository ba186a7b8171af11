using System.Runtime.InteropServices;
using MedMim.Imaging.Measurements;

namespace MedMim.Imaging.Volumes;

/// <summary>
/// Splits a mask into its 26-connected components (voxels that share a face, an edge or a corner), numbered from 1 in
/// the order of their first voxel.
/// </summary>
/// <remarks>
/// Beside the ITK shim's, because metrics and training need no native library; checked voxel by voxel against
/// scipy.ndimage.label.
/// </remarks>
public static class ConnectedComponents
{
    /// <summary>Component numbers, C order [z, y, x] (0: background), and how many voxels each has (index 0 unused).</summary>
    /// <param name="mask">C order [z, y, x].</param>
    /// <param name="size">Its size.</param>
    public static (int[] Labels, int[] Counts) Of(bool[] mask, GridSize size)
    {
        ArgumentNullException.ThrowIfNull(mask);
        // True is stored as one.
        var components = LesionRuns.Find(MemoryMarshal.AsBytes(mask.AsSpan()), size, 1);
        var (labels, counts) = (new int[mask.Length], new int[components.Count + 1]);
        for (var i = 0; i < components.Count; i++)
        {
            foreach (var run in components[i])
            {
                labels.AsSpan((int)size.Offset(run.Z, run.Y, run.From), run.End - run.From).Fill(i + 1);
                counts[i + 1] += run.End - run.From;
            }
        }

        return (labels, counts);
    }
}
