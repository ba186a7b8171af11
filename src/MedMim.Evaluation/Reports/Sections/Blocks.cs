using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>The pieces that sections are made of.</summary>
internal static class Blocks
{
    /// <summary>Opens a section with its heading; close it with <see cref="HtmlWriter.Close"/>.</summary>
    public static void Section(this HtmlWriter html, string id, string title) =>
        html.Line().Open("section", ("id", id), ("aria-labelledby", id + "-heading")).Line()
            .Element("h2", title, ("id", id + "-heading")).Line();

    /// <summary>A list of names and values; nothing where there are none.</summary>
    public static void Facts(this HtmlWriter html, IReadOnlyList<NamedValue> facts, string kind = "facts")
    {
        if (facts.Count == 0)
        {
            return;
        }

        html.Open("dl", ("class", kind));
        foreach (var fact in facts)
        {
            html.Open("div").Element("dt", fact.Name).Element("dd", fact.Value).Close();
        }

        html.Close().Line();
    }

    /// <summary>
    /// A table that scrolls sideways in a narrow window. The first column heads its row; the others are what <paramref name="kind"/>
    /// says: numbers, prose (with numbers from the third on) or text. A line break in a cell sets off the interval below its figure.
    /// </summary>
    public static void Table(
        this HtmlWriter html, string caption, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows,
        string kind = "numbers")
    {
        // The title stands outside, so that it wraps where the table scrolls.
        html.Element("p", caption, ("class", "caption"), ("aria-hidden", "true"));
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption));
        html.Open("table", ("class", kind), ("aria-label", caption)).Open("thead").Open("tr");
        foreach (var name in head)
        {
            html.Element("th", name, ("scope", "col"));
        }

        html.Close().Close().Open("tbody").Line();
        foreach (var row in rows)
        {
            html.Open("tr").Element("th", row[0], ("scope", "row"));
            foreach (var cell in row.Skip(1))
            {
                Cell(html, cell);
            }

            html.Close().Line();
        }

        html.Close().Close().Close().Line();
    }

    // A second line of a cell is its interval.
    private static void Cell(HtmlWriter html, string cell)
    {
        var lines = cell.Split('\n', 2);
        html.Open("td").Text(lines[0]);
        if (lines.Length > 1)
        {
            html.Element("span", lines[1], ("class", "bounds"));
        }

        html.Close();
    }

    /// <summary>A picture inside the page.</summary>
    public static void Png(this HtmlWriter html, ReadOnlyMemory<byte> png, string description) => html.Empty(
        "img", ("src", "data:image/png;base64," + Convert.ToBase64String(png.Span)), ("alt", description));

    /// <summary>The colours and shapes of the arms, for the charts below it.</summary>
    public static void Legend(this HtmlWriter html, IEnumerable<(string Name, (string Colour, string Shape) Style)> items)
    {
        html.Open("ul", ("class", "legend"));
        foreach (var (name, style) in items)
        {
            html.Open("li");
            Swatch.Draw(html, style);
            html.Text(name).Close();
        }

        html.Close().Line();
    }
}
