using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>
/// What an unquoted word means: the core schema of YAML 1.2 (section 10.3.2), so <c>1e-4</c> is a number and <c>no</c> is
/// a word. Infinities and NaN stay words: no setting takes them.
/// </summary>
internal static partial class PlainScalar
{
    public static JValue Resolve(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return JValue.CreateNull();
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return new JValue(text[0] is 't' or 'T');
        }

        if (Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return new JValue(integer);
        }

        return Number().IsMatch(text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? new JValue(number)
                : new JValue(text);
    }

    [GeneratedRegex(@"\A[-+]?[0-9]+\z", RegexOptions.None, 1000)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
