using System.Globalization;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Probes;

/// <summary>Results as lines of text, at most 80 columns wide.</summary>
public static class ProbeTable
{
    private const int NameWidth = 12;
    private const int ClassWidth = 20;
    private const int EncodersAcross = (80 - ClassWidth) / (NameWidth + 1);

    /// <summary>The lines of a result.</summary>
    public static IEnumerable<string> Lines(ProbeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        yield return $"{result.Task.Name}: {Count(result.Task.Classes.Count, "class", "classes")}, {Count(result.Patients, "patient", "patients")}, {Count(result.Scans, "scan", "scans")}";
        yield return $"{"encoder",-NameWidth} {"probe",-6} {"balanced accuracy",-20} {"macro-F1",-8} gain over random weights".TrimEnd();
        foreach (var figure in result.Figures)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Short(figure.Encoder),-NameWidth} {Name(figure.Probe),-6} {Text(figure.BalancedAccuracy),-20} {figure.MacroF1.Estimate,-8:0.000} {Gain(figure)}").TrimEnd();
        }

        foreach (var probe in result.Figures.GroupBy(f => f.Probe))
        {
            foreach (var some in probe.Chunk(EncodersAcross))
            {
                yield return Cut($"F1, {Name(probe.Key)}", ClassWidth).PadRight(ClassWidth) + string.Concat(some.Select(f => " " + Short(f.Encoder).PadLeft(NameWidth)));
                for (var c = 0; c < result.Task.Classes.Count; c++)
                {
                    yield return Cut(result.Task.Classes[c], ClassWidth).PadRight(ClassWidth)
                        + string.Concat(some.Select(f => " " + (f.ClassF1[c]?.Estimate.ToString("0.000", CultureInfo.InvariantCulture) ?? "none").PadLeft(NameWidth)));
                }
            }
        }
    }

    private static string Name(ProbeKind probe) => probe == ProbeKind.Knn ? "k-NN" : "linear";

    private static string Text(Interval interval) => interval.Low is null
        ? interval.Estimate.ToString("0.000", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{interval.Estimate:0.000} ({interval.Low:0.000}–{interval.High:0.000})");

    private static string Gain(ProbeFigure figure)
    {
        if (figure.AccuracyGain is not { } gain)
        {
            return string.Empty;
        }

        const string signed = "+0.000;−0.000;0.000";
        string Signed(double? value) => value!.Value.ToString(signed, CultureInfo.InvariantCulture);
        return gain.Low is null ? Signed(gain.Estimate) : $"{Signed(gain.Estimate)} ({Signed(gain.Low)} to {Signed(gain.High)})";
    }

    private static string Short(string name) => Cut(name, NameWidth);

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
