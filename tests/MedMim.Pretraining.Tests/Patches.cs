using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Tests;

/// <summary>Patches whose content is known.</summary>
internal static class Patches
{
    /// <summary>A patch of which every voxel's class is given by its place.</summary>
    public static Patch Of(GridSize size, Func<int, int, int, TissueClass> tissue, Func<int, int, int, bool>? present = null)
    {
        var patch = new Patch("case", default, VolumeGeometry.Identity(size, new(1, 1, 1)), new float[size.Count], new byte[size.Count], null, new byte[size.Count]);
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    var at = size.Offset(z, y, x);
                    patch.Tissue[at] = (byte)tissue(z, y, x);
                    patch.Present[at] = present?.Invoke(z, y, x) ?? true ? (byte)1 : (byte)0;
                    patch.Image[at] = at;
                }
            }
        }

        return patch;
    }

    /// <summary>A patch of one class throughout.</summary>
    public static Patch Of(GridSize size, TissueClass tissue) => Of(size, (_, _, _) => tissue);
}
