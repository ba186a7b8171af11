using System.Text;

namespace MedMim.Evaluation.Reports.Html;

/// <summary>
/// Writes HTML and inline SVG. Text and attribute values are always encoded; there is no way to write raw markup, so a
/// hostile name cannot become any. Tag and attribute names are literals of this assembly.
/// </summary>
public sealed class HtmlWriter
{
    private readonly StringBuilder html = new();
    private readonly Stack<string> open = new();

    /// <summary>Opens an element. Close it with <see cref="Close"/>.</summary>
    /// <param name="tag">The element's name.</param>
    /// <param name="attributes">Its attributes, in order.</param>
    public HtmlWriter Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(tag, attributes);
        open.Push(tag);
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public HtmlWriter Close()
    {
        html.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>Writes text.</summary>
    public HtmlWriter Text(string text)
    {
        html.Append(HtmlText.Encode(text));
        return this;
    }

    /// <summary>Writes an element that holds nothing but text.</summary>
    public HtmlWriter Element(string tag, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Open(tag, attributes).Text(text).Close();

    /// <summary>Writes an element without content, such as <c>img</c> or <c>circle</c>.</summary>
    public HtmlWriter Empty(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(tag, attributes);
        if (open.Contains("svg"))
        {
            html.Append("</").Append(tag).Append('>');
        }

        return this;
    }

    /// <summary>Writes a line break into the source, for people who read it.</summary>
    public HtmlWriter Line()
    {
        html.Append('\n');
        return this;
    }

    /// <summary>Writes the page's own style sheet, which must not be encoded.</summary>
    internal void Style(string css) => html.Append("<style>").Append(css).Append("</style>");

    /// <summary>Writes one of the page's own scripts, whose text must not be encoded either.</summary>
    internal void Script(string script) => html.Append("<script>").Append(script).Append("</script>");

    /// <summary>Everything written.</summary>
    /// <exception cref="InvalidOperationException">An element is still open.</exception>
    public override string ToString() => open.Count == 0
        ? html.ToString()
        : throw new InvalidOperationException($"<{open.Peek()}> was not closed.");

    private void Start(string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        html.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            html.Append(' ').Append(name).Append("=\"").Append(HtmlText.Encode(value)).Append('"');
        }

        html.Append('>');
    }
}
