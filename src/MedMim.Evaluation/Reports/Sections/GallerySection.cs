using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>What the figures look like in scans: the best, the median and the worst ones.</summary>
internal static class GallerySection
{
    /// <summary>Whether there is anything to show, or to say of why not.</summary>
    public static bool IsIn(StudyReport report) => report.Overlays.Count > 0 || report.Scans == ScanDisplay.None;

    public static void Write(ReportContext context)
    {
        var (html, overlays) = (context.Html, context.Report.Overlays);
        if (!IsIn(context.Report))
        {
            return;
        }

        html.Section("gallery", "Successes and failures");
        if (context.Report.Scans == ScanDisplay.None)
        {
            html.Element("p", "The protocol leaves all pictures of scans, and the viewer, out of this report (report.scans: none). Patients lists every case with its figures.", ("class", "note"));
            html.Close();
            return;
        }

        html.Element("p", "These are parts of the patients’ scans: keep this file as safe as those.");
        html.Open("ul", ("class", "legend")).Open("li").Element("span", string.Empty, ("class", "line reference"))
            .Text("Reference").Close().Open("li").Element("span", string.Empty, ("class", "line prediction"))
            .Text("Prediction").Close().Close();
        html.Open("div", ("class", "gallery"));
        foreach (var overlay in overlays)
        {
            var what = $"{overlay.Rank} case, {context.ArmName(overlay.Arm)}, Dice {Figures.Number(overlay.Dice, 3)}";
            html.Open("figure");
            html.Png(overlay.Png, what + ". " + overlay.Caption);
            html.Open("figcaption").Element("strong", char.ToUpperInvariant(what[0]) + what[1..]).Empty("br")
                .Text(overlay.Caption).Text(" ").Element("span", overlay.CaseId, ("class", "id")).Close().Close().Line();
        }

        html.Close().Line();
        if (context.Report.Scans == ScanDisplay.Pictures)
        {
            html.Element("p", "The protocol leaves the viewer of these cases out of this report (report.scans: pictures).", ("class", "note after"));
        }

        ViewerBlock.Write(context);
        html.Close();
    }
}
