using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;

namespace MedMim.Pretraining;

/// <summary>Mirrors a crop along each axis with probability one half, all its arrays alike.</summary>
internal static class PatchMirror
{
    public static Patch Apply(Patch patch, RandomStream random)
    {
        var (z, y, x) = (random.NextInt32(2) == 1, random.NextInt32(2) == 1, random.NextInt32(2) == 1);
        return patch with
        {
            Image = Flip(patch.Image, patch, z, y, x),
            Tissue = Flip(patch.Tissue, patch, z, y, x),
            Label = patch.Label is null ? null : Flip(patch.Label, patch, z, y, x),
            Present = Flip(patch.Present, patch, z, y, x),
        };
    }

    internal static T[] Flip<T>(T[] values, Patch patch, bool flipZ, bool flipY, bool flipX)
    {
        var size = patch.Size;
        var result = new T[values.Length];
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                var from = (int)size.Offset(flipZ ? size.Z - 1 - z : z, flipY ? size.Y - 1 - y : y, 0);
                var row = result.AsSpan((int)size.Offset(z, y, 0), size.X);
                values.AsSpan(from, size.X).CopyTo(row);
                if (flipX)
                {
                    row.Reverse();
                }
            }
        }

        return result;
    }
}
