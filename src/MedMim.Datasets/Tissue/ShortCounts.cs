using System.Runtime.CompilerServices;

namespace MedMim.Datasets.Tissue;

/// <summary>How often each 16-bit integer occurs.</summary>
internal sealed class ShortCounts
{
    private readonly int[] counts = new int[1 << 16];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<short> values)
    {
        foreach (var value in values)
        {
            counts[value - short.MinValue]++;
        }
    }

    /// <summary>Calls <paramref name="visit"/>(value, count) for every value there is, in ascending order.</summary>
    public void ForEach(Action<float, long> visit)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                visit(i + short.MinValue, counts[i]);
            }
        }
    }
}
