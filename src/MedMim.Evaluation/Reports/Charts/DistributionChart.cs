using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>A row an arm: every patient a dot, the mean and its interval a bar below. Nothing hides behind an average.</summary>
internal static class DistributionChart
{
    private const double Width = 520;
    private const double RowHeight = 74;
    private const double Left = 12;
    private const double Top = 8;

    public static void Draw(HtmlWriter html, StudyReport report, StudyStatistics statistics, string id)
    {
        var bottom = Top + (RowHeight * report.Arms.Count);
        using var svg = new Svg(
            html, Width, bottom + 48, id, "Dice of every patient, by arm",
            "Each dot is the mean Dice of one patient; the bar below is the mean over patients with its interval.");
        var x = Scale.Linear(0, 1, Left + 8, Width - 14);
        Frame.Horizontal(svg, x, Top, bottom, "Dice", (Left + Width) / 2);
        for (var arm = 0; arm < report.Arms.Count; arm++)
        {
            Row(svg, x, Top + (RowHeight * arm), report, statistics, arm);
        }
    }

    private static void Row(Svg svg, Scale x, double top, StudyReport report, StudyStatistics statistics, int index)
    {
        var arm = report.Arms[index];
        var style = Palette.Of(report.Arms, index);
        svg.Text(Left, top + 14, arm.Name, "start", Palette.ForWords(style.Colour), "name");
        var patients = statistics.ByPatient(arm.Key, null, MetricDefinition.Dice);
        foreach (var (patient, lane) in Lanes(patients, x))
        {
            svg.Mark(x.At(patient.Value), top + 40 - (lane * 6), 4.2, style,
                $"{patient.Patient}: {Figures.Number(patient.Value, 3)}", 0.7);
        }

        if (statistics.Headline(arm.Key) is not { } mean)
        {
            return;
        }

        var y = top + 57;
        if (mean is { Low: { } low, High: { } high })
        {
            svg.Line(x.At(low), y, x.At(high), y, style.Colour, 3);
        }

        svg.Line(x.At(mean.Estimate), y - 6, x.At(mean.Estimate), y + 6, Palette.Ink, 2.5);
    }

    // Dots that would cover each other are stacked upwards, in three lanes; beyond that they overlap.
    private static IEnumerable<(PatientMetric Patient, int Lane)> Lanes(IReadOnlyList<PatientMetric> patients, Scale x)
    {
        double[] ends = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        foreach (var patient in patients.OrderBy(p => p.Value))
        {
            var at = x.At(patient.Value);
            var lane = Math.Max(0, Array.FindIndex(ends, e => at - e >= 7));
            ends[lane] = at;
            yield return (patient, lane);
        }
    }
}
