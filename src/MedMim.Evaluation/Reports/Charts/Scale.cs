using System.Globalization;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>Maps values to coordinates, evenly or by their logarithm, and chooses round ticks.</summary>
internal sealed class Scale
{
    private readonly double from;
    private readonly double to;
    private readonly double start;
    private readonly double end;
    private readonly bool logarithmic;

    private Scale(double from, double to, double start, double end, bool logarithmic, IReadOnlyList<double> ticks)
    {
        (this.from, this.to, this.start, this.end, this.logarithmic) = (from, to, start, end, logarithmic);
        Ticks = ticks;
    }

    /// <summary>The values that get a tick, ascending, all inside the scale.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An even scale from <paramref name="low"/> to <paramref name="high"/>, widened to whole ticks.</summary>
    public static Scale Linear(double low, double high, double start, double end, int ticks = 5)
    {
        var step = Step((high > low ? high - low : Math.Max(Math.Abs(low), 1)) / ticks);
        var (first, last) = ((int)Math.Floor((low / step) + 1e-9), (int)Math.Ceiling((high / step) - 1e-9));
        last = Math.Max(last, first + 1);
        double[] values = [.. Enumerable.Range(first, last - first + 1).Select(i => Math.Round(i * step, 12))];
        return new(values[0], values[^1], start, end, false, values);
    }

    /// <summary>A logarithmic scale with ticks at 1, 2 and 5 times the powers of ten; bounds above 0.</summary>
    public static Scale Logarithmic(double low, double high, double start, double end)
    {
        (low, high) = (low * 0.8, high * 1.25);
        double[] few = [1], many = [1, 2, 5];
        var factors = high / low > 300 ? few : many;
        var ticks = Enumerable.Range(-9, 19).SelectMany(e => factors.Select(f => f * Math.Pow(10, e)))
            .Where(v => v >= low && v <= high).ToArray();
        return new(low, high, start, end, true, ticks);
    }

    /// <summary>The coordinate of a value.</summary>
    public double At(double value)
    {
        var share = logarithmic ? Math.Log(value / from) / Math.Log(to / from) : (value - from) / (to - from);
        return start + (share * (end - start));
    }

    /// <summary>A tick's words: as many digits as it needs.</summary>
    public static string Name(double tick) =>
        Math.Abs(tick) >= 1e5 || (tick != 0 && Math.Abs(tick) < 1e-3)
            ? tick.ToString("0.#e0", CultureInfo.InvariantCulture).Replace('-', '−')
            : tick.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }
}
