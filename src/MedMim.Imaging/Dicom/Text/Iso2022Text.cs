using System.Text;

namespace MedMim.Imaging.Dicom.Text;

/// <summary>Text with code extensions: escape sequences change what the bytes after them mean (DICOM PS3.5 6.1.2.5).</summary>
internal static class Iso2022Text
{
    public const byte Escape = 0x1B;

    /// <summary>Decodes a value.</summary>
    /// <param name="bytes">The value.</param>
    /// <param name="first">The set in force at the beginning and after each delimiter; null for ASCII alone.</param>
    /// <param name="isName">Whether it is a person name, whose delimiters are ^ and = too.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, CodeSet? first, bool isName)
    {
        var text = new StringBuilder(bytes.Length);
        var (low, high) = Initial(first);
        while (!bytes.IsEmpty)
        {
            int used;
            if (bytes[0] == Escape)
            {
                used = Designate(bytes, ref low, ref high);
            }
            else if (bytes[0] >= 0x80)
            {
                used = Run(bytes, b => b >= 0x80);
                text.Append((high?.Encoding ?? Encoding.Latin1).GetString(bytes[..used]));
            }
            else if (low.Place != CodePlace.Low && bytes[0] > 0x20)
            {
                used = Run(bytes, b => b is > 0x20 and < 0x7F);
                text.Append(low.Encoding.GetString(Raised(bytes[..used], low.Place)));
            }
            else
            {
                used = 1;
                text.Append((char)bytes[0]);
                (low, high) = IsDelimiter(bytes[0], isName) ? Initial(first) : (low, high);
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    private static (CodeSet Low, CodeSet? High) Initial(CodeSet? first) =>
        first is { Place: CodePlace.High } ? (CodeSet.Ascii, first) : (CodeSet.Ascii, null);

    private static int Designate(ReadOnlySpan<byte> bytes, ref CodeSet low, ref CodeSet? high)
    {
        if (CodeSet.Designated(bytes[1..]) is not { } set)
        {
            return 1; // Unknown: the escape itself is dropped, what follows stays readable where it is ASCII.
        }

        (low, high) = set.Place == CodePlace.High ? (low, set) : (set, high);
        return 1 + set.Escape.Length;
    }

    // The code page (EUC-JP) has JIS X 0208 with both high bits set, and JIS X 0212 with the first.
    private static byte[] Raised(ReadOnlySpan<byte> pairs, CodePlace place)
    {
        var raised = pairs.ToArray();
        for (var i = 0; i < raised.Length; i++)
        {
            if (i % 2 == 0 || place == CodePlace.LowPairs)
            {
                raised[i] |= 0x80;
            }
        }

        return raised;
    }

    private static bool IsDelimiter(byte value, bool isName) =>
        value is (byte)'\\' or (byte)'\r' or (byte)'\n' or (byte)'\f' or (byte)'\t' || (isName && value is (byte)'^' or (byte)'=');

    private static int Run(ReadOnlySpan<byte> bytes, Func<byte, bool> belongs)
    {
        var length = 1;
        while (length < bytes.Length && belongs(bytes[length]))
        {
            length++;
        }

        return length;
    }
}
