namespace MedMim.Evaluation.Metrics;

/// <summary>
/// A distance transform along one line: the lower envelope of parabolas (Felzenszwalb and Huttenlocher, Theory of Computing 8, 2012).
/// Holds the buffers that lines share.
/// </summary>
internal sealed class ParabolaEnvelope(int longest)
{
    private readonly double[] heights = new double[longest];
    private readonly int[] apex = new int[longest];
    private readonly double[] starts = new double[longest];

    /// <summary>Replaces each value by the smallest of <c>value[j] + (spacing·(i − j))²</c> over the line.</summary>
    public void Transform(double[] values, int start, int stride, int count, double spacing)
    {
        var parabolas = 0;
        var square = spacing * spacing;
        for (int i = 0, at = start; i < count; i++, at += stride)
        {
            var height = values[at];
            heights[i] = height;
            if (double.IsPositiveInfinity(height))
            {
                continue;
            }

            var from = double.NegativeInfinity;
            while (parabolas > 0)
            {
                var other = apex[parabolas - 1];
                from = ((height - heights[other]) / (2 * square * (i - other))) + (0.5 * (i + other));
                if (from > starts[parabolas - 1])
                {
                    break;
                }

                parabolas--;
                from = double.NegativeInfinity;
            }

            apex[parabolas] = i;
            starts[parabolas++] = from;
        }

        if (parabolas == 0)
        {
            return;
        }

        var current = 0;
        for (int i = 0, at = start; i < count; i++, at += stride)
        {
            while (current + 1 < parabolas && starts[current + 1] < i)
            {
                current++;
            }

            var away = spacing * (i - apex[current]);
            values[at] = heights[apex[current]] + (away * away);
        }
    }
}
