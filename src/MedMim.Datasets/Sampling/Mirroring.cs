using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling;

/// <summary>Mirrors image, tissue, label and presence together, along each of the chosen axes with probability ½.</summary>
/// <param name="alongZ">Whether z may be mirrored.</param>
/// <param name="alongY">Whether y may be mirrored.</param>
/// <param name="alongX">Whether x may be mirrored. Not where left and right matter, as for the two halves of a brain.</param>
public sealed class Mirroring(bool alongZ = true, bool alongY = true, bool alongX = true) : IPatchTransform
{
    /// <inheritdoc/>
    public string Name => "mirroring";

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);

        // Three draws whatever the axes, so that turning one off leaves the others alone.
        var (z, y, x) = (random.NextInt32(2) == 1, random.NextInt32(2) == 1, random.NextInt32(2) == 1);
        (z, y, x) = (z && alongZ, y && alongY, x && alongX);
        foreach (var array in new Array?[] { patch.Image, patch.Tissue, patch.Label, patch.Present })
        {
            switch (array)
            {
                case float[] values: Flip(values, patch.Size, z, y, x); break;
                case byte[] values: Flip(values, patch.Size, z, y, x); break;
                default: break;
            }
        }

        return patch;
    }

    private static void Flip<T>(T[] values, GridSize size, bool z, bool y, bool x)
    {
        var area = size.Y * size.X;
        if (x)
        {
            for (var row = 0; row < values.Length; row += size.X)
            {
                values.AsSpan(row, size.X).Reverse();
            }
        }

        if (y)
        {
            for (var slice = 0; slice < values.Length; slice += area)
            {
                SwapBlocks(values.AsSpan(slice, area), size.X);
            }
        }

        if (z)
        {
            SwapBlocks<T>(values, area);
        }
    }

    private static void SwapBlocks<T>(Span<T> values, int length)
    {
        var buffer = new T[length];
        for (int low = 0, high = values.Length - length; low < high; low += length, high -= length)
        {
            values.Slice(low, length).CopyTo(buffer);
            values.Slice(high, length).CopyTo(values.Slice(low, length));
            buffer.CopyTo(values.Slice(high, length));
        }
    }
}
