using System.Globalization;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>The title, what run it is, and the warning that nobody may miss.</summary>
internal static class MastheadSection
{
    public static void Write(ReportContext context)
    {
        var (html, report) = (context.Html, context.Report);
        var run = report.Circumstances;
        html.Open("header", ("class", "masthead")).Line()
            .Element("p", "MedMim evaluation report", ("class", "eyebrow"))
            .Element("h1", report.Name);
        if (report.Question.Length > 0)
        {
            html.Element("p", report.Question, ("class", "question"));
        }

        html.Facts(
            [
                new("Run", run.RunId),
                new("Finished", run.Finished.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)),
                new("Protocol", Short(report.Protocol.Digest)),
            ],
            "facts meta");
        html.Element("p", "Research use only. Not a medical device; not for clinical use.", ("class", "warning"));
        html.Close().Line();
    }

    private static string Short(string digest) => digest.Length > 19 ? digest[..19] + "…" : digest;
}
