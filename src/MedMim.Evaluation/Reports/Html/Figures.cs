using System.Globalization;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Html;

/// <summary>Numbers as a reader expects them: a true minus sign, fixed decimals, one culture.</summary>
public static class Figures
{
    /// <summary>Stands for a value that does not exist.</summary>
    public const string None = "–";

    /// <summary>A number with so many decimals.</summary>
    public static string Number(double value, int decimals)
    {
        var text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return IsZero(text) ? text.TrimStart('-') : text.Replace('-', '−');
    }

    /// <summary>A number with its sign, also where it is positive.</summary>
    public static string Signed(double value, int decimals)
    {
        var text = Number(value, decimals);
        return value > 0 && !IsZero(text) ? "+" + text : text;
    }

    /// <summary>The bounds, <c>[0.72, 0.83]</c>; a dash where there is no interval.</summary>
    public static string Bounds(Interval interval, int decimals, bool signed = false) =>
        interval is { Low: { } low, High: { } high }
            ? $"[{Write(low, decimals, signed)}, {Write(high, decimals, signed)}]"
            : "[no interval]";

    /// <summary>The bounds in a sentence, <c>0.72 to 0.83</c>.</summary>
    public static string Range(Interval interval, int decimals, bool signed = false) =>
        interval is { Low: { } low, High: { } high }
            ? $"{Write(low, decimals, signed)} to {Write(high, decimals, signed)}"
            : "not to be had from one patient";

    /// <summary>A whole number with thin spaces between thousands.</summary>
    public static string Count(long value) =>
        value.ToString("N0", CultureInfo.InvariantCulture).Replace(",", "\u202F", StringComparison.Ordinal);

    /// <summary>A p-value: three decimals, or <c>&lt; 0.001</c>.</summary>
    public static string Probability(double p) => p < 0.001 ? "< 0.001" : "= " + Number(p, 3);

    /// <summary>A share as a whole percentage; number and sign stay on one line.</summary>
    public static string Percent(double share) => Number(100 * share, 0) + "\u00A0%";

    /// <summary>A stretch of time: seconds, minutes or hours.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 100 => Number(seconds, 1) + " s",
        < 7200 => $"{Number(Math.Floor(seconds / 60), 0)} min {Number(Math.Floor(seconds % 60), 0)} s",
        _ => $"{Number(Math.Floor(seconds / 3600), 0)} h {Number(Math.Floor(seconds % 3600 / 60), 0)} min",
    };

    private static string Write(double value, int decimals, bool signed) =>
        signed ? Signed(value, decimals) : Number(value, decimals);

    private static bool IsZero(string text) => !text.AsSpan().ContainsAnyInRange('1', '9');
}
