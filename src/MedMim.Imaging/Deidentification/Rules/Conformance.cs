using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>Whether an element is of the kind that its attribute should be.</summary>
internal static class Conformance
{
    /// <summary>
    /// The element with the representation that its value is to be judged by; null where the file has text for numbers,
    /// a value for a sequence, or the like.
    /// </summary>
    public static Element? Of(Element element, AttributeDefinition definition)
    {
        if (element.Pixels is not null)
        {
            return element;
        }

        if (element.Items is not null || definition.Vr == DicomVr.SQ)
        {
            return element.Items is not null && definition.Vr == DicomVr.SQ ? element : null;
        }

        // Some attributes are numbers of one of several representations; the file says which.
        return Kind(element.Vr) != Kind(definition.Vr) ? null
            : Kind(element.Vr) == ValueKind.Text ? element with { Vr = definition.Vr }
            : element;
    }

    private static ValueKind Kind(DicomVr vr) => vr switch
    {
        DicomVr.US or DicomVr.SS or DicomVr.OW or DicomVr.OB or DicomVr.UN => ValueKind.ShortsOrBytes,
        DicomVr.UL or DicomVr.SL or DicomVr.OL => ValueKind.Longs,
        DicomVr.UV or DicomVr.SV or DicomVr.OV => ValueKind.VeryLongs,
        DicomVr.FL or DicomVr.OF => ValueKind.Singles,
        DicomVr.FD or DicomVr.OD => ValueKind.Doubles,
        DicomVr.AT => ValueKind.Tags,
        _ => ValueKind.Text,
    };

    private enum ValueKind
    {
        Text = 0,
        ShortsOrBytes,
        Longs,
        VeryLongs,
        Singles,
        Doubles,
        Tags,
    }
}
