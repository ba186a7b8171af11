using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>Mirrors image, tissue, label and presence together, along each axis by itself.</summary>
/// <param name="probability">Share of crops that are mirrored along an axis, 0 to 1.</param>
public sealed class Mirroring(double probability = 0.5) : IPatchTransform
{
    /// <inheritdoc/>
    public string Name => "mirroring";

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);

        var (z, y, x) = (Happens(), Happens(), Happens());
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

        bool Happens() => random.NextDouble() < probability;
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
