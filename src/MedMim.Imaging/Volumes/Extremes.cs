using System.Numerics;

namespace MedMim.Imaging.Volumes;

/// <summary>The smallest and the largest of many numbers.</summary>
public static class Extremes
{
    /// <summary>Of finite numbers; (+∞, −∞) of none.</summary>
    public static (float Least, float Most) Of(ReadOnlySpan<float> values)
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        var (lows, highs) = (new Vector<float>(least), new Vector<float>(most));
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var part = new Vector<float>(values[i..]);
            (lows, highs) = (Vector.Min(lows, part), Vector.Max(highs, part));
        }

        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            (least, most) = (Math.Min(least, lows[lane]), Math.Max(most, highs[lane]));
        }

        for (; i < values.Length; i++)
        {
            (least, most) = (Math.Min(least, values[i]), Math.Max(most, values[i]));
        }

        return (least, most);
    }
}
