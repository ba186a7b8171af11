namespace MedMim.Datasets.Tissue;

internal static class Quantiles
{
    private const int LargestSample = 1 << 20;

    /// <summary>
    /// Quantiles of values; of about a million evenly spaced ones where there are more. Nearest rank, no interpolation.
    /// </summary>
    /// <param name="values">Finite values, at least one.</param>
    /// <param name="shares">0 to 1.</param>
    public static float[] Of(ReadOnlySpan<float> values, params ReadOnlySpan<double> shares)
    {
        var stride = Math.Max(1, (values.Length + LargestSample - 1) / LargestSample);
        var sample = new float[(values.Length + stride - 1) / stride];
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = values[i * stride];
        }

        Array.Sort(sample);
        var result = new float[shares.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = sample[(int)Math.Round(shares[i] * (sample.Length - 1))];
        }

        return result;
    }
}
