using MedMim.Evaluation.Reports.Html;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>From the files of the archive to the test patients, and what fell by the way.</summary>
internal static class CohortSection
{
    public static void Write(ReportContext context)
    {
        var (html, cohort) = (context.Html, context.Report.Cohort);
        var (most, tested) = cohort.Folds is { } folds
            ? ($"; at most, in each of {Figures.Count(folds)} folds", "; each in a fold whose training never saw it")
            : (string.Empty, string.Empty);
        html.Section("cohort", "Cohort");
        html.Open("ol", ("class", "flow"));
        Step(html, cohort.FilesFound, "files found", "in the archive");
        Step(
            html, cohort.SeriesStored, "series stored",
            $"{Plural(cohort.Patients, "patient")}; {Figures.Count(cohort.SeriesLabelled)} series with labels");
        Step(html, cohort.PretrainingSeries, "series for pretraining", "their labels unused" + most);
        Step(html, cohort.TrainPatients, "patients for fine-tuning", Plural(cohort.TrainSeries, "labelled scan") + most);
        Step(html, cohort.TestPatients, "patients for testing", Plural(cohort.TestSeries, "labelled scan") + tested);
        html.Close().Line();
        html.Facts(cohort.Facts);
        html.Element("h3", "Refused");
        if (cohort.Refusals.Count == 0)
        {
            html.Element("p", "Nothing in the archive was refused.").Close();
            return;
        }

        var total = cohort.Refusals.Sum(r => r.Series);
        html.Element("p", $"{Figures.Count(total)} series or single files could not be used. None was dropped silently.");
        html.Table(
            "Refusals by reason", ["Reason", "What it means", "Series", "Files"],
            cohort.Refusals.OrderByDescending(r => r.Series).ThenBy(r => r.Code, StringComparer.Ordinal)
                .Select(r => new[] { r.Code, r.Reason, Figures.Count(r.Series), Figures.Count(r.Files) }), kind: "prose");
        html.Close();
    }

    private static void Step(HtmlWriter html, int count, string what, string detail) =>
        html.Open("li").Element("span", Figures.Count(count), ("class", "flow-count"))
            .Element("span", what, ("class", "flow-what")).Element("span", detail, ("class", "flow-detail")).Close();

    private static string Plural(int count, string noun) => $"{Figures.Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
