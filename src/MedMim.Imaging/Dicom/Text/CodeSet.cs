using System.Text;

namespace MedMim.Imaging.Dicom.Text;

/// <summary>A set of characters that ISO 2022 can designate (DICOM PS3.3 tables C.12-3 and C.12-4).</summary>
/// <param name="Term">Its defined term without code extensions, such as <c>ISO_IR 100</c>.</param>
/// <param name="Escape">What follows the escape character; empty where it cannot be designated.</param>
/// <param name="CodePage">The code page that decodes it.</param>
/// <param name="Place">Where its codes lie.</param>
internal sealed record CodeSet(string Term, string Escape, int CodePage, CodePlace Place)
{
    public static readonly CodeSet Ascii = new("ISO_IR 6", "(B", 28591, CodePlace.Low);

    private static readonly CodeSet[] All =
    [
        Ascii,
        new("ISO_IR 100", "-A", 28591, CodePlace.High),
        new("ISO_IR 101", "-B", 28592, CodePlace.High),
        new("ISO_IR 109", "-C", 28593, CodePlace.High),
        new("ISO_IR 110", "-D", 28594, CodePlace.High),
        new("ISO_IR 144", "-L", 28595, CodePlace.High),
        new("ISO_IR 127", "-G", 28596, CodePlace.High),
        new("ISO_IR 126", "-F", 28597, CodePlace.High),
        new("ISO_IR 138", "-H", 28598, CodePlace.High),
        new("ISO_IR 148", "-M", 28599, CodePlace.High),
        new("ISO_IR 203", "-b", 28605, CodePlace.High),
        new("ISO_IR 166", "-T", 874, CodePlace.High),
        new("ISO_IR 13", ")I", 932, CodePlace.High),
        new("ISO_IR 14", "(J", 28591, CodePlace.Low),
        new("ISO_IR 149", "$)C", 51949, CodePlace.High),
        new("ISO_IR 58", "$)A", 936, CodePlace.High),
        new("ISO_IR 87", "$B", 20932, CodePlace.LowPairs),
        new("ISO_IR 159", "$(D", 20932, CodePlace.LowSupplementaryPairs),
        new("ISO_IR 192", "", 65001, CodePlace.Whole),
        new("GB18030", "", 54936, CodePlace.Whole),
        new("GBK", "", 936, CodePlace.Whole),
    ];

    public Encoding Encoding { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding(CodePage) ?? Encoding.GetEncoding(CodePage);

    /// <summary>The set of a defined term, with code extensions or without; null where there is none.</summary>
    public static CodeSet? Named(string term) => Array.Find(
        All, s => s.Term == term.Replace("ISO 2022 IR ", "ISO_IR ", StringComparison.Ordinal));

    /// <summary>The set that an escape sequence designates; null where none does.</summary>
    public static CodeSet? Designated(ReadOnlySpan<byte> afterEscape)
    {
        foreach (var set in All)
        {
            if (set.Escape.Length > 0 && afterEscape.StartsWith(Encoding.ASCII.GetBytes(set.Escape)))
            {
                return set;
            }
        }

        return null;
    }
}
