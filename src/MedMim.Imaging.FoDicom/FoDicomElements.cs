using System.Text;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;
using DicomVr = MedMim.Imaging.Dicom.DicomVr;

namespace MedMim.Imaging.FoDicom;

/// <summary>fo-dicom's elements, a class a representation, from bytes.</summary>
internal static class FoDicomElements
{
    /// <summary>An element with the bytes of ours, padded to an even length.</summary>
    /// <param name="element">Ours; no sequence.</param>
    /// <param name="encodings">Those of its data set's character set.</param>
    public static DicomElement Of(MedMim.Imaging.Dicom.DicomElement element, Encoding[] encodings)
    {
        var tag = new DicomTag(element.Tag.Group, element.Tag.Element);
        var bytes = new byte[element.Bytes.Length + (element.Bytes.Length % 2)];
        element.Bytes.CopyTo(bytes);
        IByteBuffer data = bytes.Length == 0 ? EmptyBuffer.Value : new MemoryByteBuffer(bytes);
        return element.Vr switch
        {
            DicomVr.AE => new DicomApplicationEntity(tag, data),
            DicomVr.AS => new DicomAgeString(tag, data),
            DicomVr.AT => new DicomAttributeTag(tag, data),
            DicomVr.CS => new DicomCodeString(tag, data),
            DicomVr.DA => new DicomDate(tag, data),
            DicomVr.DS => new DicomDecimalString(tag, data),
            DicomVr.DT => new DicomDateTime(tag, data),
            DicomVr.FD => new DicomFloatingPointDouble(tag, data),
            DicomVr.FL => new DicomFloatingPointSingle(tag, data),
            DicomVr.IS => new DicomIntegerString(tag, data),
            DicomVr.LO => new DicomLongString(tag, encodings, data),
            DicomVr.LT => new DicomLongText(tag, encodings, data),
            DicomVr.OB => new DicomOtherByte(tag, data),
            DicomVr.OD => new DicomOtherDouble(tag, data),
            DicomVr.OF => new DicomOtherFloat(tag, data),
            DicomVr.OL => new DicomOtherLong(tag, data),
            DicomVr.OV => new DicomOtherVeryLong(tag, data),
            DicomVr.OW => new DicomOtherWord(tag, data),
            DicomVr.PN => new DicomPersonName(tag, encodings, data),
            DicomVr.SH => new DicomShortString(tag, encodings, data),
            DicomVr.SL => new DicomSignedLong(tag, data),
            DicomVr.SS => new DicomSignedShort(tag, data),
            DicomVr.ST => new DicomShortText(tag, encodings, data),
            DicomVr.SV => new DicomSignedVeryLong(tag, data),
            DicomVr.TM => new DicomTime(tag, data),
            DicomVr.UC => new DicomUnlimitedCharacters(tag, encodings, data),
            DicomVr.UI => new DicomUniqueIdentifier(tag, data),
            DicomVr.UL => new DicomUnsignedLong(tag, data),
            DicomVr.UR => new DicomUniversalResource(tag, encodings, data),
            DicomVr.US => new DicomUnsignedShort(tag, data),
            DicomVr.UT => new DicomUnlimitedText(tag, encodings, data),
            DicomVr.UV => new DicomUnsignedVeryLong(tag, data),
            _ => new DicomUnknown(tag, data),
        };
    }
}
