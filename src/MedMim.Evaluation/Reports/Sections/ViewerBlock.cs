using System.Globalization;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>
/// The viewer of the gallery's cases. Its controls are hidden until its script finds what it needs; until then a note stands there.
/// </summary>
internal static class ViewerBlock
{
    public static void Write(ReportContext context)
    {
        var (html, cases) = (context.Html, context.Report.Overlays.Where(o => o.Viewer is not null).ToList());
        if (cases.Count == 0)
        {
            return;
        }

        html.Element("h3", "Slice by slice", ("id", "viewer-heading"));
        html.Element(
            "p", "The viewer of these cases starts where the browser allows scripts and has WebGL 2. Without it the pictures above stand for them.",
            ("id", "viewer-note"), ("class", "note"));
        html.Open("div", ("id", "viewer"), ("class", "viewer"), ("role", "group"), ("aria-labelledby", "viewer-heading"), ("hidden", ""));
        html.Open("div", ("class", "viewer-bar"));
        Choice(context, cases);
        html.Open("label").Text("Plane ").Open("select", ("id", "viewer-plane"));
        foreach (var plane in new[] { "axial", "coronal", "sagittal" })
        {
            html.Element("option", plane, ("value", plane));
        }

        html.Close().Close();
        Check(html, "viewer-reference", "Reference");
        Check(html, "viewer-prediction", "Prediction");
        html.Close().Line();
        html.Open("div", ("class", "viewer-stage"))
            .Open("canvas", ("id", "viewer-canvas"), ("tabindex", "0"), ("role", "img"), ("aria-describedby", "viewer-keys")).Close().Close().Line();
        html.Open("label", ("class", "viewer-slices")).Element("span", "Slice").Empty("input", ("id", "viewer-slice"), ("type", "range"), ("min", "1"), ("max", "1"), ("step", "1"))
            .Element("output", string.Empty, ("id", "viewer-place"), ("for", "viewer-slice")).Close().Line();
        Key(context);
        html.Element(
            "p", "Arrow keys, Page Up and Page Down, or the wheel turn the slices once the picture is clicked or focused; R and P show and hide the masks; "
            + "dragging with the right button moves the picture. The patient’s right is on the left.",
            ("id", "viewer-keys"), ("class", "viewer-keys"));
        html.Close().Line();
        for (var i = 0; i < cases.Count; i++)
        {
            Data(html, "viewer-scan-", i, cases[i].Viewer!.Scan);
            Data(html, "viewer-labels-", i, cases[i].Viewer!.Agreement);
        }
    }

    private static void Choice(ReportContext context, List<OverlayRecord> cases)
    {
        context.Html.Open("label").Text("Case ").Open("select", ("id", "viewer-case"));
        for (var i = 0; i < cases.Count; i++)
        {
            var viewer = cases[i].Viewer!;
            context.Html.Element(
                "option", $"{char.ToUpperInvariant(cases[i].Rank[0])}{cases[i].Rank[1..]}: Dice {Figures.Number(cases[i].Dice, 3)}{Coarse(viewer.Step)}",
                ("value", i.ToString(CultureInfo.InvariantCulture)), ("data-plane", viewer.Plane),
                ("data-focus", string.Join(' ', viewer.Focus.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))));
        }

        context.Html.Close().Close();
    }

    private static string Coarse(IReadOnlyList<int> step) => step.All(s => s == 1)
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $" (each voxel stands for {step[0]} × {step[1]} × {step[2]})");

    private static void Check(HtmlWriter html, string id, string name) => html.Open("label")
        .Empty("input", ("id", id), ("type", "checkbox"), ("checked", "")).Text(" " + name).Close();

    private static void Key(ReportContext context)
    {
        context.Html.Open("ul", ("id", "viewer-key"), ("class", "legend"));
        (string, string)[] names = [("missed", "Reference alone (missed)"), ("excess", "Prediction alone (too much)"), ("both", "Both")];
        foreach (var (kind, name) in context.Report.Labels.Count > 1 ? [.. names, ("other", "Both, other label")] : names)
        {
            context.Html.Open("li").Element("span", string.Empty, ("class", "patch " + kind)).Text(name).Close();
        }

        context.Html.Close().Line();
    }

    // No script: the browser neither runs nor shows it.
    private static void Data(HtmlWriter html, string name, int index, ReadOnlyMemory<byte> bytes) => html.Element(
        "script", Convert.ToBase64String(bytes.Span), ("type", "application/octet-stream"), ("id", name + index.ToString(CultureInfo.InvariantCulture))).Line();
}
