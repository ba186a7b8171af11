using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Replacement;

/// <summary>Values that mean nothing and fit their representation.</summary>
internal static class DummyValues
{
    public const string Text = "ANONYMIZED";
    private static readonly DicomTag CodeValue = new(0x0008, 0x0100);
    private static readonly DicomTag CodingScheme = new(0x0008, 0x0102);

    /// <summary>A dummy of a representation; null for a sequence, which needs its items looked at.</summary>
    public static Element? For(DicomTag tag, DicomVr vr) => vr switch
    {
        DicomVr.SQ => null,
        DicomVr.AS => New(tag, vr, "000Y"),
        DicomVr.DA => New(tag, vr, "19000101"),
        DicomVr.TM => New(tag, vr, "000000"),
        DicomVr.DT => New(tag, vr, "19000101000000"),
        DicomVr.DS or DicomVr.IS => New(tag, vr, "0"),
        DicomVr.UR => New(tag, vr, "urn:anonymized"),
        DicomVr.UI => New(tag, vr, "2.25.0"),
        _ when Representations.NumberWidth(vr) is > 0 and var width => new Element(tag, vr) { Value = new byte[width] },
        _ when Representations.IsBulk(vr) => new Element(tag, vr) { Value = new byte[8] },
        _ => New(tag, vr, Text),
    };

    /// <summary>An item of a coded entry that says nothing.</summary>
    public static ElementSet Code() => new ElementSet()
        .Set(CodeValue, DicomVr.SH, Text)
        .Set(CodingScheme, DicomVr.SH, "99MEDMIM")
        .Set(new(0x0008, 0x0104), DicomVr.LO, "Anonymized");

    private static Element New(DicomTag tag, DicomVr vr, string text) => new(tag, vr) { Value = Texts.Bytes(vr, text) };
}
