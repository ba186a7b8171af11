using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Boxes;

/// <summary>Finds the things that a label volume or an instance map shows.</summary>
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

    /// <summary>The things that an instance map numbers, whether or not their voxels touch, 255 (ignored) left out.</summary>
    /// <param name="instances">Numbers, C order [z, y, x]: 0 for background, any other for a thing.</param>
    /// <param name="size">The grid.</param>
    /// <param name="label">What they are: a label value from 1.</param>
    /// <returns>By number.</returns>
    /// <exception cref="ArgumentException">The numbers are not as many as the grid's voxels.</exception>
    public static IReadOnlyList<LabelledObject> OfInstances(ReadOnlySpan<byte> instances, GridSize size, int label)
    {
        if (instances.Length != size.Count)
        {
            throw new ArgumentException($"{instances.Length} numbers given for a grid of {size}.", nameof(instances));
        }

        var numbers = new int[instances.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = instances[i] == Ignored ? 0 : instances[i];
        }

        return [.. Boxes(numbers, size).OrderBy(b => b.Number).Select(b => new LabelledObject(label, b.Box, b.Voxels))];
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
