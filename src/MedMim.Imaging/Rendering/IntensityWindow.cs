namespace MedMim.Imaging.Rendering;

/// <summary>Which intensities become black (at or below <paramref name="Low"/>) and white (at or above <paramref name="High"/>).</summary>
public readonly record struct IntensityWindow(double Low, double High)
{
    /// <summary>A window as scanners state it: centre and width.</summary>
    public static IntensityWindow FromCentreWidth(double centre, double width) => new(centre - (width / 2), centre + (width / 2));

    /// <summary>From one quantile of the finite values to another, so that single bright voxels do not darken the rest.</summary>
    /// <param name="values">Intensities; at most about 100 000 of them, evenly spread, are looked at.</param>
    /// <param name="low">Quantile that becomes black, 0 to 1.</param>
    /// <param name="high">Quantile that becomes white, 0 to 1.</param>
    public static IntensityWindow OfQuantiles(ReadOnlySpan<float> values, double low = 0.01, double high = 0.995)
    {
        var step = Math.Max(1, values.Length / 100_000);
        var sample = new List<float>((values.Length / step) + 1);
        for (var i = 0; i < values.Length; i += step)
        {
            if (float.IsFinite(values[i]))
            {
                sample.Add(values[i]);
            }
        }

        if (sample.Count == 0)
        {
            return new(0, 1);
        }

        sample.Sort();
        return new(sample[(int)(low * (sample.Count - 1))], sample[(int)(high * (sample.Count - 1))]);
    }

    /// <summary>The grey of an intensity, 0 to 255; 0 for what is not a number.</summary>
    public byte Map(double value) => High > Low
        ? (byte)Math.Clamp(Math.Round(255 * (value - Low) / (High - Low)), 0, 255)
        : value > Low ? byte.MaxValue : byte.MinValue;
}
