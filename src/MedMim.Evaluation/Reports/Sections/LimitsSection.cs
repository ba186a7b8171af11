namespace MedMim.Evaluation.Reports.Sections;

/// <summary>What the study cannot show.</summary>
internal static class LimitsSection
{
    private static readonly string[] Always =
    [
        "Test patients come from the same archive as training patients. How the model does on scans of another hospital, scanner or disease was not measured.",
        "One run with one seed: the intervals cover the choice of patients, not the chance in training.",
        "The reference is taken as true. How well readers agree with each other was not measured.",
        "Not a medical device. Nothing here may guide the care of a patient.",
    ];

    public static void Write(ReportContext context)
    {
        var html = context.Html;
        html.Section("limits", "Limits");
        html.Open("ul", ("class", "limits"));
        foreach (var limit in context.Report.Limits.Concat(Always))
        {
            html.Element("li", limit);
        }

        html.Close().Close();
    }
}
