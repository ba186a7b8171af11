namespace MedMim.Datasets.Tissue;

/// <summary>Intensities v on a logarithmic scale: ln(1 + 20·(v − low) / range), the fraction cut off at 0 and 1.</summary>
/// <param name="Low">The intensity at 0.</param>
/// <param name="Range">From there to the scale's end; above 0.</param>
internal readonly record struct LogarithmicScale(float Low, float Range)
{
    private const float Factor = 20;

    /// <summary>The place of an intensity.</summary>
    public float Of(float value) => MathF.Log(1 + (Factor * Math.Clamp((value - Low) / Range, 0, 1)));

    /// <summary>The largest intensity that lies at or below a place: above it is whatever is above the place.</summary>
    /// <param name="place">At least 0, below the scale's end.</param>
    public float ValueOf(float place)
    {
        // By halving, over the floats themselves: the scale never falls, and this is exact where its inverse is not.
        var (below, above) = (Order(Low), Order(Low + (2 * Range)));
        while (above - below > 1)
        {
            var middle = below + ((above - below) / 2);
            (below, above) = Of(Value(middle)) > place ? (below, middle) : (middle, above);
        }

        return Value(below);
    }

    private static long Order(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return bits >= 0 ? bits : int.MinValue - (long)bits;
    }

    private static float Value(long order) =>
        BitConverter.Int32BitsToSingle(order >= 0 ? (int)order : (int)(int.MinValue - order));
}
