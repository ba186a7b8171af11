using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>The study's result in sentences that need no statistics to read.</summary>
internal static class HeadlineText
{
    /// <summary>Below so many patients an interval is a rough guide, and the report says so.</summary>
    public const int FewPatients = 10;

    /// <summary>What the arms reached.</summary>
    public static string Reached(ReportContext context)
    {
        var (report, statistics) = (context.Report, context.Statistics);
        var main = statistics.Pretrained ?? statistics.Scratch ?? report.Arms[0];
        if (statistics.Headline(main.Key) is not { } mean)
        {
            return "No test case was evaluated.";
        }

        var text = $"On {Patients(mean.Patients)} held out from training, the {Start(main)} reached a mean Dice of {Of(mean)}.";
        if (main == statistics.Pretrained && statistics.Scratch is { } twin && statistics.Headline(twin.Key) is { } other)
        {
            text = text[..^1] + $"; its twin trained from scratch on the same data reached {Of(other)}.";
        }

        return text;
    }

    /// <summary>Whether pretraining made a difference; null without both arms.</summary>
    public static string? Difference(ReportContext context)
    {
        if (context.Statistics.HeadlineDifference is not { } paired)
        {
            return null;
        }

        var d = paired.Difference;
        var text = $"Patient by patient, pretraining changed Dice by {Figures.Signed(d.Estimate, 3)} "
            + $"({Level(d)} {Figures.Range(d, 3, signed: true)}): "
            + $"{paired.Higher} of {Patients(paired.Patients.Count)} gained and {paired.Lower} lost. ";
        return text + Verdict(d, paired.PValue);
    }

    /// <summary>What a reader must keep in mind about the figures; null where nothing.</summary>
    public static string? Caution(ReportContext context)
    {
        var patients = context.Report.Arms.Max(a => context.Statistics.Headline(a.Key)?.Patients ?? 0);
        return patients is > 0 and < FewPatients
            ? $"With {Patients(patients)} the intervals are a rough guide: they tend to be too narrow in small samples."
            : null;
    }

    // Few patients can give an interval that just excludes zero by chance: the test must agree, as in a comparison.
    private static string Verdict(Interval difference, double? p) => difference switch
    {
        { Low: null } => "One patient gives no interval, so nothing can be concluded.",
        { Low: > 0 } when p < 1 - difference.Level =>
            "The interval lies above zero: on patients like these the pretrained model is better. What another seed would give is not in it.",
        { High: < 0 } when p < 1 - difference.Level =>
            "The interval lies below zero: on patients like these the pretrained model is worse. What another seed would give is not in it.",
        { Low: > 0 } or { High: < 0 } =>
            $"The interval leaves zero out, but Wilcoxon’s test does not bear it out (p {Figures.Probability(p ?? 1)}): this study does not show that "
            + "pretraining helps or harms.",
        _ => "The interval includes zero: this study does not show that pretraining helps or harms.",
    };

    private static string Start(ArmRecord arm) => arm.Kind switch
    {
        ArmKind.Pretrained => "segmenter that started from the pretrained encoder",
        ArmKind.Scratch => "segmenter trained from scratch",
        _ => $"method “{arm.Name}”",
    };

    private static string Of(Interval mean) =>
        $"{Figures.Number(mean.Estimate, 3)} ({Level(mean)} {Figures.Range(mean, 3)})";

    private static string Level(Interval interval) => Figures.Percent(interval.Level) + " CI";

    private static string Patients(int count) => count == 1 ? "1 patient" : $"{count} patients";
}
