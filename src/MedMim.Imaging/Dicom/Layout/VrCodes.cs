namespace MedMim.Imaging.Dicom.Layout;

/// <summary>The two letters of a value representation in a file.</summary>
internal static class VrCodes
{
    private static readonly DicomVr?[] Codes = Table();

    /// <exception cref="FormatException">No upper-case letters: this is no explicit element.</exception>
    public static DicomVr Parse(byte first, byte second)
    {
        if (!char.IsAsciiLetterUpper((char)first) || !char.IsAsciiLetterUpper((char)second))
        {
            throw new FormatException();
        }

        // Letters that the standard does not know: written with a short length by the makers who invented them.
        return Codes[Index(first, second)] ?? DicomVr.AE;
    }

    /// <summary>Whether the letters are a representation of the standard.</summary>
    public static bool IsKnown(byte first, byte second) =>
        char.IsAsciiLetterUpper((char)first) && char.IsAsciiLetterUpper((char)second) && Codes[Index(first, second)] is not null;

    /// <summary>Whether the length takes four bytes, after two that are reserved.</summary>
    public static bool HasLongLength(DicomVr vr) => vr is DicomVr.OB or DicomVr.OD or DicomVr.OF or DicomVr.OL or DicomVr.OV
        or DicomVr.OW or DicomVr.SQ or DicomVr.SV or DicomVr.UC or DicomVr.UN or DicomVr.UR or DicomVr.UT or DicomVr.UV;

    private static int Index(byte first, byte second) => ((first - 'A') * 26) + second - 'A';

    private static DicomVr?[] Table()
    {
        var table = new DicomVr?[26 * 26];
        foreach (var vr in Enum.GetValues<DicomVr>())
        {
            var name = vr.ToString();
            table[Index((byte)name[0], (byte)name[1])] = vr;
        }

        return table;
    }
}
