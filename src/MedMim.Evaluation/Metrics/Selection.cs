namespace MedMim.Evaluation.Metrics;

/// <summary>Order statistics without sorting (Hoare, Communications of the ACM 4(7), 1961).</summary>
internal static class Selection
{
    /// <summary>
    /// Moves values so that none before place <paramref name="rank"/> is larger than the one there, and none behind it smaller.
    /// </summary>
    /// <param name="values">At least one; no NaN.</param>
    /// <param name="rank">A place, from 0.</param>
    public static double Place(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = Middle(values[low], values[low + ((high - low) / 2)], values[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (rank <= j)
            {
                high = j;
            }
            else if (rank >= i)
            {
                low = i;
            }
            else
            {
                break;
            }
        }

        return values[rank];
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
