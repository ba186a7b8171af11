using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification;

/// <summary>Attributes that de-identification knows beyond the tables.</summary>
internal static class Tags
{
    public static readonly DicomTag ImageType = new(0x0008, 0x0008);
    public static readonly DicomTag SopClass = new(0x0008, 0x0016);
    public static readonly DicomTag SopInstance = new(0x0008, 0x0018);
    public static readonly DicomTag Modality = new(0x0008, 0x0060);
    public static readonly DicomTag CodeValue = new(0x0008, 0x0100);
    public static readonly DicomTag CodingScheme = new(0x0008, 0x0102);
    public static readonly DicomTag CodeMeaning = new(0x0008, 0x0104);
    public static readonly DicomTag TimezoneOffset = new(0x0008, 0x0201);
    public static readonly DicomTag PrivateCharacteristics = new(0x0008, 0x0300);
    public static readonly DicomTag StudyDescription = new(0x0008, 0x1030);
    public static readonly DicomTag SeriesDescription = new(0x0008, 0x103E);
    public static readonly DicomTag PatientName = new(0x0010, 0x0010);
    public static readonly DicomTag PatientId = new(0x0010, 0x0020);
    public static readonly DicomTag PatientBirthDate = new(0x0010, 0x0030);
    public static readonly DicomTag PatientAge = new(0x0010, 0x1010);
    public static readonly DicomTag IdentityRemoved = new(0x0012, 0x0062);
    public static readonly DicomTag Method = new(0x0012, 0x0063);
    public static readonly DicomTag MethodCodes = new(0x0012, 0x0064);
    public static readonly DicomTag BodyPart = new(0x0018, 0x0015);
    public static readonly DicomTag ProtocolName = new(0x0018, 0x1030);
    public static readonly DicomTag StudyInstance = new(0x0020, 0x000D);
    public static readonly DicomTag SeriesInstance = new(0x0020, 0x000E);
    public static readonly DicomTag Samples = new(0x0028, 0x0002);
    public static readonly DicomTag Photometric = new(0x0028, 0x0004);
    public static readonly DicomTag Frames = new(0x0028, 0x0008);
    public static readonly DicomTag Rows = new(0x0028, 0x0010);
    public static readonly DicomTag Columns = new(0x0028, 0x0011);
    public static readonly DicomTag BitsAllocated = new(0x0028, 0x0100);
    public static readonly DicomTag BurnedInAnnotation = new(0x0028, 0x0301);
    public static readonly DicomTag RecognizableFeatures = new(0x0028, 0x0302);
    public static readonly DicomTag TemporalModified = new(0x0028, 0x0303);
    public static readonly DicomTag PixelData = new(0x7FE0, 0x0010);
}
