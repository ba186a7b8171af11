using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Segmentations;

/// <summary>
/// The patient and the study of a source image (DICOM PS3.3 C.7.1.1, C.7.2.1), byte for byte, and the character set that
/// they need.
/// </summary>
internal static class SourceModules
{
    // Begins a switch of the character set (ISO 2022).
    private const byte Escape = 0x1B;

    private const int LongestShort = 16;

    // Type 2: there, even if empty; a number of a study or an accession that is too long is left out.
    private static readonly (DicomTag Tag, DicomVr Vr)[] Needed =
    [
        (DicomTags.StudyDate, DicomVr.DA), (DicomTags.StudyTime, DicomVr.TM), (DicomTags.AccessionNumber, DicomVr.SH),
        (DicomTags.ReferringPhysicianName, DicomVr.PN), (DicomTags.PatientName, DicomVr.PN), (DicomTags.PatientId, DicomVr.LO),
        (DicomTags.PatientBirthDate, DicomVr.DA), (DicomTags.PatientSex, DicomVr.CS), (DicomTags.StudyInstanceUid, DicomVr.UI),
        (DicomTags.StudyId, DicomVr.SH), (DicomTags.PositionReferenceIndicator, DicomVr.LO),
    ];

    // Study Description, Issuer of Patient ID, and what says that the patient's identity was removed.
    private static readonly DicomTag[] Optional =
    [
        DicomTag.Of(0x00081030), DicomTag.Of(0x00100021), DicomTag.Of(0x00120062), DicomTag.Of(0x00120063),
        DicomTag.Of(0x00120064), DicomTag.Of(0x00280303),
    ];

    /// <summary>Copies them.</summary>
    /// <returns>Whether the object's own texts may be UTF-8; if not, they must be ASCII.</returns>
    public static bool Copy(DicomDataset source, DicomDataset target)
    {
        var copied = new List<DicomElement>();
        foreach (var (tag, vr) in Needed)
        {
            var fits = vr != DicomVr.SH || source.Text(tag).Length <= LongestShort;
            copied.Add(fits && source[tag] is { Items.Count: 0 } element ? element : new DicomElement(tag, vr));
        }

        copied.AddRange(
            Optional.Select(tag => source[tag]).OfType<DicomElement>().Where(e => e.Bytes.Length > 0 || e.Items.Count > 0));
        copied.ForEach(target.Set);
        var characters = source.Text(DicomTags.SpecificCharacterSet);
        var isFree = characters == "ISO_IR 192" || copied.All(IsAscii);
        target.SetText(DicomTags.SpecificCharacterSet, DicomVr.CS, isFree ? "ISO_IR 192" : characters);
        return isFree;
    }

    private static bool IsAscii(DicomElement element) =>
        element.Bytes.Span.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0
        && !element.Bytes.Span.Contains(Escape)
        && element.Items.All(i => i.All(IsAscii));
}
