using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Puts back what a coarser grid lost of a label: a lesion of a voxel or two that no target voxel is mostly made of. A
/// connected component is lost if none of the target voxels that its voxels fall into has its value; it gets the one that
/// holds most of it, of background before other labels. Only where more components than voxels meet does one stay lost, unless
/// its value would be lost with it: then it gets the nearest voxel that no other value needs.
/// </summary>
internal static class LostComponents
{
    /// <summary>Restores in place; how many were restored.</summary>
    /// <param name="label">The label as it was.</param>
    /// <param name="result">The label on its new grid, of the same axes.</param>
    /// <param name="values">The values that occur; 0 is background.</param>
    public static int Restore(Volume<byte> label, Volume<byte> result, byte[] values)
    {
        var restored = 0;
        var taken = new HashSet<int>();
        var left = new int[256];
        foreach (var value in result.Voxels)
        {
            left[value]++;
        }

        foreach (var value in values.Where(v => v != 0))
        {
            var mask = new Volume<byte>(label.Geometry, Array.ConvertAll(label.Voxels, v => v == value ? (byte)1 : (byte)0));
            var components = ConnectedComponent.Execute(mask);
            foreach (var places in Lost(components, label.Geometry, result, value))
            {
                // Most voxels first; background before other labels; the order of the array for the rest.
                var best = places.Where(p => IsFree(p.Key))
                    .OrderBy(p => result.Voxels[p.Key] != 0)
                    .ThenByDescending(p => p.Value)
                    .ThenBy(p => p.Key)
                    .Select(p => (int?)p.Key)
                    .FirstOrDefault();
                if ((best ?? (left[value] == 0 ? NearestFree(places.MaxBy(p => p.Value).Key) : null)) is { } at)
                {
                    left[result.Voxels[at]]--;
                    left[value]++;
                    result.Voxels[at] = value;
                    taken.Add(at);
                    restored++;
                }
            }
        }

        return restored;

        // The last voxel of any other value stays.
        bool IsFree(int at) => !taken.Contains(at) && left[result.Voxels[at]] > 1;

        int? NearestFree(int to) => Enumerable.Range(0, result.Voxels.Length)
            .Where(IsFree)
            .OrderBy(at => result.Voxels[at] != 0)
            .ThenBy(at => Distance(result.Geometry, at, to))
            .Select(at => (int?)at)
            .FirstOrDefault();
    }

    /// <summary>The squared distance of two voxels in mm².</summary>
    private static double Distance(VolumeGeometry geometry, int one, int other)
    {
        var (size, spacing) = (geometry.Size, geometry.Spacing);
        var z = ((one / (size.Y * size.X)) - (other / (size.Y * size.X))) * spacing.Z;
        var y = ((one / size.X % size.Y) - (other / size.X % size.Y)) * spacing.Y;
        var x = ((one % size.X) - (other % size.X)) * spacing.X;
        return (z * z) + (y * y) + (x * x);
    }

    /// <summary>Of each lost component, the target voxels that it falls into, with how many of its voxels do.</summary>
    private static IEnumerable<Dictionary<int, int>> Lost(
        Components components, VolumeGeometry from, Volume<byte> result, byte value)
    {
        var found = new bool[components.Count + 1];
        var places = new Dictionary<int, int>?[components.Count + 1];
        var (z, y, x) = (Nearest(from, result.Geometry, 0), Nearest(from, result.Geometry, 1), Nearest(from, result.Geometry, 2));
        var (size, target) = (from.Size, result.Geometry.Size);
        for (var i = 0; i < components.Labels.Voxels.Length; i++)
        {
            var component = components.Labels.Voxels[i];
            if (component == 0 || found[component])
            {
                continue;
            }

            var at = (int)target.Offset(z[i / (size.Y * size.X)], y[i / size.X % size.Y], x[i % size.X]);
            if (result.Voxels[at] == value)
            {
                found[component] = true;
                places[component] = null;
                continue;
            }

            var counts = places[component] ??= [];
            counts[at] = counts.GetValueOrDefault(at) + 1;
        }

        return places.OfType<Dictionary<int, int>>();
    }

    /// <summary>For each index along an axis of one grid, the nearest index of the other, which has the same centre.</summary>
    private static int[] Nearest(VolumeGeometry from, VolumeGeometry to, int axis)
    {
        var (count, old, last, wanted) = axis switch
        {
            0 => (from.Size.Z, from.Spacing.Z, to.Size.Z - 1, to.Spacing.Z),
            1 => (from.Size.Y, from.Spacing.Y, to.Size.Y - 1, to.Spacing.Y),
            _ => (from.Size.X, from.Spacing.X, to.Size.X - 1, to.Spacing.X),
        };
        return [.. Enumerable.Range(0, count).Select(i =>
            Math.Clamp((int)Math.Round(((i - ((count - 1) / 2.0)) * old / wanted) + (last / 2.0)), 0, last))];
    }
}
