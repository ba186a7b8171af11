namespace MedMim.Datasets.Tissue;

/// <summary>
/// Otsu's threshold (1979): of 128 equal bins, the upper edge of that which parts the values into two classes with the
/// largest variance between them. The bins are laid as ITK lays them (the last one reaches a hundredth of a bin beyond the
/// largest value, the width is in single precision), so that the threshold is ITK's too.
/// </summary>
internal static class OtsuThreshold
{
    private const int Bins = 128;
    private const double Margin = 0.01;

    /// <summary>The threshold of the intensities' places on a scale.</summary>
    public static float Of(VoxelSlices volume, LogarithmicScale scale)
    {
        var (least, most) = volume.Range();
        var (low, high) = ((double)scale.Of(least), (double)scale.Of(most));
        high += (high - low) / Bins * Margin;
        var width = ((float)high - (float)low) / Bins;
        var edges = new double[Bins + 1];
        for (var i = 0; i < Bins; i++)
        {
            edges[i] = low + (i * width);
        }

        edges[Bins] = high;
        var counts = new long[Bins];
        volume.ForEachValue((value, count) => counts[BinOf(scale.Of(value), edges, width)] += count);
        return (float)edges[Best(edges, counts) + 1];
    }

    private static int BinOf(double place, double[] edges, float width)
    {
        var bin = Math.Clamp((int)((place - edges[0]) / width), 0, Bins - 1);
        while (bin > 0 && place < edges[bin])
        {
            bin--;
        }

        while (bin < Bins - 1 && place >= edges[bin + 1])
        {
            bin++;
        }

        return bin;
    }

    /// <summary>The last bin of the lower class.</summary>
    private static int Best(double[] edges, long[] counts)
    {
        var (total, sum) = (0L, 0.0);
        for (var i = 0; i < Bins; i++)
        {
            total += counts[i];
            sum += counts[i] * ((edges[i] + edges[i + 1]) / 2);
        }

        var (best, largest) = (0, double.NegativeInfinity);
        var (below, sumBelow) = (0L, 0.0);
        for (var i = 0; i < Bins - 1; i++)
        {
            below += counts[i];
            sumBelow += counts[i] * ((edges[i] + edges[i + 1]) / 2);
            var variance = Part(sumBelow, below) + Part(sum - sumBelow, total - below);

            // Empty bins change nothing but the last digit.
            if (variance > Math.BitIncrement(largest))
            {
                (best, largest) = (i, variance);
            }
        }

        return best;
    }

    // The squared mean of a class by its size; the squared mean of all, which the variance lacks, is the same everywhere.
    private static double Part(double sum, long count) => count == 0 ? 0 : sum / count * sum;
}
