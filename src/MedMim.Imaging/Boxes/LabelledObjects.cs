using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Boxes;

/// <summary>Finds the things that a label volume or an instance mask shows.</summary>
public static class LabelledObjects
{
    private const byte Ignored = 255;

    /// <summary>The 26-connected components of each label value, 255 (ignored) left out.</summary>
    /// <param name="labels">Label values, C order [z, y, x]; 0 is background.</param>
    /// <param name="size">The grid.</param>
    /// <returns>By label value, then by first voxel.</returns>
    /// <exception cref="ArgumentException">The values are not as many as the grid's voxels.</exception>
    public static IReadOnlyList<LabelledObject> OfLabels(ReadOnlySpan<byte> labels, GridSize size)
    {
        if (labels.Length != size.Count)
        {
            throw new ArgumentException($"{labels.Length} labels given for a grid of {size}.", nameof(labels));
        }

        Span<bool> present = stackalloc bool[256];
        foreach (var value in labels)
        {
            present[value] = true;
        }

        var objects = new List<LabelledObject>();
        for (var value = 1; value < Ignored; value++)
        {
            if (present[value])
            {
                var mask = new bool[labels.Length];
                for (var i = 0; i < mask.Length; i++)
                {
                    mask[i] = labels[i] == value;
                }

                objects.AddRange(Boxes(ConnectedComponents.Of(mask, size).Labels, size).Select(b => new LabelledObject(value, b.Box, b.Voxels)));
            }
        }

        return objects;
    }

    /// <summary>The things that an instance mask numbers, whether or not their voxels touch.</summary>
    /// <param name="instances">0 for background, any other number for a thing.</param>
    /// <param name="labels">What each is: the label value of its first voxel that has one.</param>
    /// <returns>By number.</returns>
    /// <exception cref="InputException">
    /// The masks lie on different grids, a number is negative, or a thing has no label.
    /// </exception>
    public static IReadOnlyList<LabelledObject> OfInstances(Volume<int> instances, Volume<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(labels);
        if (!instances.Geometry.CoincidesWith(labels.Geometry))
        {
            throw new InputException(
                "instance mask", $"lies on another grid ({instances.Geometry.Size}) than the label ({labels.Geometry.Size})",
                "Give both in the grid of the scan.");
        }

        if (instances.Voxels.AsSpan().IndexOfAnyInRange(int.MinValue, -1) >= 0)
        {
            throw new InputException("instance mask", "holds a negative number", "Number the things from 1; 0 is background.");
        }

        var kinds = new Dictionary<int, byte>();
        for (var i = 0; i < instances.Voxels.Length; i++)
        {
            if (instances.Voxels[i] is var number and > 0 && labels.Voxels[i] is > 0 and < Ignored)
            {
                kinds.TryAdd(number, labels.Voxels[i]);
            }
        }

        return
        [
            .. Boxes(instances.Voxels, instances.Geometry.Size).OrderBy(b => b.Number).Select(b => new LabelledObject(
                kinds.TryGetValue(b.Number, out var kind)
                    ? kind
                    : throw new InputException(
                        "instance mask", $"numbers a thing ({b.Number}) that the label leaves as background", "Label it, or remove it."),
                b.Box, b.Voxels)),
        ];
    }

    private static IEnumerable<(int Number, Box3 Box, long Voxels)> Boxes(int[] numbers, GridSize size)
    {
        var found = new Dictionary<int, (Box3 Box, long Voxels)>();
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == 0)
            {
                continue;
            }

            int z = i / (size.Y * size.X), y = i / size.X % size.Y, x = i % size.X;
            var voxel = new Box3(z - 0.5, y - 0.5, x - 0.5, z + 0.5, y + 0.5, x + 0.5);
            found[numbers[i]] = found.TryGetValue(numbers[i], out var known) ? (known.Box.Join(voxel), known.Voxels + 1) : (voxel, 1);
        }

        return found.Select(f => (f.Key, f.Value.Box, f.Value.Voxels));
    }
}
