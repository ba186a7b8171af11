namespace MedMim.Evaluation.Reports.Sections;

/// <summary>What the study cannot show.</summary>
internal static class LimitsSection
{
    private static readonly string[] Always =
    [
        "Test patients come from the same archive as training patients. How the model does on scans of another hospital, scanner or disease was not measured.",
        "The reference is taken as true. How well readers agree with each other was not measured.",
        "Not a medical device. Nothing here may guide the care of a patient.",
    ];

    private const string OneSeed = "One run with one seed: the intervals cover the choice of patients, not the chance in training.";

    private const string FewSeeds =
        "The intervals cover the choice of test patients. The chance in training is averaged over the seeds of a patient, and shown by seed, "
        + "but no interval covers it.";

    public static void Write(ReportContext context)
    {
        var html = context.Html;
        html.Section("limits", "Limits");
        html.Open("ul", ("class", "limits"));
        foreach (var limit in context.Report.Limits.Concat(Always).Append(context.Report.Comparison is null ? OneSeed : FewSeeds))
        {
            html.Element("li", limit);
        }

        html.Close().Close();
    }
}
