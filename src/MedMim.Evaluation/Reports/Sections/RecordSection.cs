using System.Globalization;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>What it takes to check the report and to make it again.</summary>
internal static class RecordSection
{
    public static void Write(ReportContext context, string studyDigest)
    {
        var (html, report) = (context.Html, context.Report);
        var run = report.Circumstances;
        html.Section("record", "Audit and reproducibility");
        if (run.Audit is { } audit)
        {
            html.Open("div", ("class", "audit")).Element(
                "p", $"Every step of this run is one of {Figures.Count(audit.Entries)} entries of a signed log. To verify it:")
                .Open("pre").Element("code", audit.VerifyCommand).Close();
            html.Facts([new("Log head", audit.RootHash), new("Public key, SHA-256", audit.KeyFingerprint)], "facts digests");
            html.Close();
        }
        else
        {
            html.Element("p", "This report was written outside an audited run.", ("class", "note"));
        }

        html.Facts(
            [
                new("Study digest", studyDigest),
                new("Protocol digest", report.Protocol.Digest),
                new("Command", run.Command),
                new("Started", Time(run.Started)),
                new("Finished", Time(run.Finished)),
            ],
            "facts digests");
        html.Element(
            "p", "The study digest covers everything in report.json but times, machine and audit log: the same protocol, "
            + "data and seed give the same digest again on the same machine.");
        Machine(html, run);
        html.Open("details").Element("summary", "The protocol, word for word")
            .Open("pre").Element("code", report.Protocol.Text).Close().Close().Close();
    }

    private static void Machine(HtmlWriter html, RunCircumstances run)
    {
        if (run.Timings.Count > 0)
        {
            html.Table(
                "Time and memory", ["Stage", "Time", "Peak memory"],
                run.Timings.Select(t => new[]
                {
                    t.Stage,
                    Figures.Duration(t.Seconds),
                    t.PeakMemoryBytes is { } bytes ? Figures.Number(bytes / 1073741824.0, 2) + " GiB" : Figures.None,
                }));
        }

        html.Open("div", ("class", "columns"));
        foreach (var (title, facts) in new[] { ("Software", run.Software), ("Hardware", run.Hardware) })
        {
            if (facts.Count > 0)
            {
                html.Open("div").Element("h3", title);
                html.Facts(facts, "facts stacked");
                html.Close();
            }
        }

        html.Close();
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
