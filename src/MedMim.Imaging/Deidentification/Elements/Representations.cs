using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>Facts about value representations (DICOM PS3.5 6.2 and 7.1.2).</summary>
internal static class Representations
{
    /// <summary>Whether an explicit header gives its length in 32 bits.</summary>
    public static bool HasLongLength(DicomVr vr) => vr is DicomVr.OB or DicomVr.OD or DicomVr.OF or DicomVr.OL or DicomVr.OV
        or DicomVr.OW or DicomVr.SQ or DicomVr.SV or DicomVr.UC or DicomVr.UN or DicomVr.UR or DicomVr.UT or DicomVr.UV;

    /// <summary>The representation that two letters name, or null.</summary>
    public static DicomVr? Of(byte first, byte second)
    {
        Span<char> name = [(char)first, (char)second];
        return char.IsAsciiLetterUpper(name[0]) && char.IsAsciiLetterUpper(name[1]) && Enum.TryParse<DicomVr>(name, out var vr)
            ? vr
            : null;
    }

    /// <summary>Whether it holds free text.</summary>
    public static bool IsFreeText(DicomVr vr) => vr is DicomVr.LO or DicomVr.LT or DicomVr.SH or DicomVr.ST or DicomVr.UC or DicomVr.UT;

    /// <summary>Whether it holds a date or a time.</summary>
    public static bool IsTemporal(DicomVr vr) => vr is DicomVr.DA or DicomVr.TM or DicomVr.DT;

    /// <summary>Bytes of one number, or 0 for what is no list of binary numbers.</summary>
    public static int NumberWidth(DicomVr vr) => vr switch
    {
        DicomVr.US or DicomVr.SS => 2,
        DicomVr.UL or DicomVr.SL or DicomVr.FL or DicomVr.AT => 4,
        DicomVr.UV or DicomVr.SV or DicomVr.FD => 8,
        _ => 0,
    };

    /// <summary>Whether it holds bytes of any meaning.</summary>
    public static bool IsBulk(DicomVr vr) =>
        vr is DicomVr.OB or DicomVr.OD or DicomVr.OF or DicomVr.OL or DicomVr.OV or DicomVr.OW or DicomVr.UN;
}
