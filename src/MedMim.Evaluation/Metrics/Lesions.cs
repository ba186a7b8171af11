using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>The lesions of a mask.</summary>
/// <param name="Numbers">Which lesion each voxel belongs to, from 1, C order [z, y, x]; 0 outside.</param>
/// <param name="Voxels">Voxels of each lesion; index 0 unused.</param>
internal sealed record Lesions(int[] Numbers, int[] Voxels)
{
    /// <summary>How many there are.</summary>
    public int Count => Voxels.Length - 1;

    /// <summary>The 26-connected components.</summary>
    public static Lesions Of(bool[] mask, GridSize size)
    {
        var (numbers, voxels) = ConnectedComponents.Of(mask, size);
        return new(numbers, voxels);
    }

    /// <summary>The components, of which those whose dilations are connected are one.</summary>
    public static Lesions Merged(bool[] mask, GridSize size, int dilations)
    {
        if (dilations == 0)
        {
            return Of(mask, size);
        }

        var numbers = ConnectedComponents.Of(Dilation.Of(mask, size, dilations), size).Labels;
        var compact = new Dictionary<int, int> { [0] = 0 };
        var voxels = new List<int> { 0 };
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = mask[i] ? numbers[i] : 0;
            if (numbers[i] != 0 && compact.TryAdd(numbers[i], voxels.Count))
            {
                voxels.Add(0);
            }

            numbers[i] = compact[numbers[i]];
            voxels[numbers[i]]++;
        }

        return new(numbers, [.. voxels]);
    }

    /// <summary>The voxels of the lesions that <paramref name="which"/> holds, as a mask.</summary>
    public bool[] Mask(IReadOnlySet<int> which) => Array.ConvertAll(Numbers, n => n != 0 && which.Contains(n));
}
