using System.Text;

namespace MedMim.Evaluation.Reports.Html;

/// <summary>
/// Makes any text safe inside an element or a quoted attribute. Names come from scans and protocols, so they may hold
/// markup, control characters, or the marks that turn the reading direction and so disguise what follows.
/// </summary>
public static class HtmlText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Encodes <paramref name="text"/>; nothing in the result starts a tag, an entity or an attribute's end.</summary>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var encoded = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var pair = char.IsSurrogate(c);
            if (pair && char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                encoded.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                '\n' or '\t' => encoded.Append(c),
                '\r' => encoded,
                _ when pair || char.IsControl(c) || IsDirectionMark(c) => encoded.Append(Replacement),
                _ => encoded.Append(c),
            };
        }

        return encoded.ToString();
    }

    private static bool IsDirectionMark(char c) =>
        c is '\u200E' or '\u200F' or '\u061C' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
