using System.Security.Cryptography;
using System.Text;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Reports.Sections;

namespace MedMim.Evaluation.Reports.Output;

/// <summary>
/// <c>report.html</c>: one file with its styles, charts, pictures and the viewer inside. Its content security policy forbids
/// every request, and allows by their hashes this style sheet and, where there is a viewer, its two scripts alone.
/// </summary>
internal static class HtmlReport
{
    private static readonly (string Id, string Name)[] Contents =
    [
        ("result", "Result"), ("cohort", "Cohort"), ("detail", "Results in detail"), ("patients", "Patients"), ("detection", "Detection"),
        ("calibration", "Calibration"), ("gallery", "Gallery"), ("training", "Training"), ("methods", "Methods"), ("limits", "Limits"), ("checklist", "Checklist"), ("record", "Audit"),
    ];

    /// <summary>The page.</summary>
    public static string Render(
        StudyReport report, StudyStatistics statistics, ComparisonStatistics? comparison, string studyDigest)
    {
        var html = new HtmlWriter();
        var context = new ReportContext(html, report, statistics);
        html.Open("html", ("lang", "en"));
        Head(html, report);
        html.Open("body").Element("a", "Skip to the result", ("class", "skip"), ("href", "#result")).Line();
        MastheadSection.Write(context);
        html.Open("div", ("class", "page"));
        Navigation(html, report);
        html.Open("main").Line();
        if (comparison is null)
        {
            HeadlineSection.Write(context);
        }
        else
        {
            ComparisonSection.Write(context, comparison);
        }

        CohortSection.Write(context);
        ResultsSection.Write(context);
        PatientsSection.Write(context);
        if (report.Detection is { } detection)
        {
            DetectionSection.Write(context, detection);
        }

        CalibrationSection.Write(context);
        GallerySection.Write(context);
        if (comparison is null)
        {
            TrainingSection.Write(context);
        }

        MethodsSection.Write(context);
        LimitsSection.Write(context);
        ChecklistSection.Write(context);
        RecordSection.Write(context, studyDigest);
        html.Close().Close().Line();
        ViewerScripts.Of(report).ForEach(html.Script);
        html.Close().Close().Line();
        return "<!DOCTYPE html>\n" + html;
    }

    private static void Head(HtmlWriter html, StudyReport report)
    {
        var css = PageResource.Read("report.css");
        var scripts = ViewerScripts.Of(report).Select(s => " " + Hash(s)).ToList();
        var policy = $"default-src 'none'; img-src data:; style-src {Hash(css)}; "
            + (scripts.Count == 0 ? string.Empty : $"script-src{string.Concat(scripts)}; ") + "base-uri 'none'; form-action 'none'";
        html.Open("head").Line().Empty("meta", ("charset", "utf-8")).Line()
            .Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", policy)).Line()
            .Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line()
            .Empty("meta", ("name", "referrer"), ("content", "no-referrer")).Line()
            .Element("title", report.Name + " – MedMim evaluation report").Line();
        html.Style(css);
        html.Close().Line();
    }

    private static void Navigation(HtmlWriter html, StudyReport report)
    {
        html.Open("nav", ("aria-label", "Contents")).Open("ol");
        foreach (var (id, name) in Contents.Where(c => c.Id switch
            {
                "gallery" => GallerySection.IsIn(report),
                "calibration" => report.Calibration.Count > 0,
                "training" => report.Comparison is null,
                "detection" => report.Detection is not null,
                _ => true,
            }))
        {
            html.Open("li").Element("a", name, ("href", "#" + id)).Close();
        }

        html.Close().Close().Line();
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
