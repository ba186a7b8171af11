using MedMim.Imaging.Dicom;

namespace MedMim.Phantom.Archive;

/// <summary>What all objects of a patient share: the Patient, General Study and General Equipment modules.</summary>
internal static class SeriesHeader
{
    /// <summary>A data set with these modules filled.</summary>
    public static DicomDataset For(PatientIdentity patient, string studyUid) =>
        new DicomDataset()
            .SetText(DicomTags.SpecificCharacterSet, DicomVr.CS, "ISO_IR 192")
            .SetText(DicomTags.StudyDate, DicomVr.DA, "20200102")
            .SetText(DicomTags.SeriesDate, DicomVr.DA, "20200102")
            .SetText(DicomTags.AcquisitionDate, DicomVr.DA, "20200102")
            .SetText(DicomTags.StudyTime, DicomVr.TM, "101500")
            .SetText(DicomTags.AccessionNumber, DicomVr.SH, "ACC" + patient.Id[^4..])
            .SetText(DicomTags.Manufacturer, DicomVr.LO, "MedMim Phantom")
            .SetText(DicomTags.ReferringPhysicianName, DicomVr.PN, "PHANTOM^REFERRER")
            .SetText(DicomTags.PatientName, DicomVr.PN, patient.Name)
            .SetText(DicomTags.PatientId, DicomVr.LO, patient.Id)
            .SetText(DicomTags.PatientBirthDate, DicomVr.DA, patient.BirthDate)
            .SetText(DicomTags.PatientSex, DicomVr.CS, patient.Sex)
            .SetText(DicomTags.StudyInstanceUid, DicomVr.UI, studyUid)
            .SetText(DicomTags.StudyId, DicomVr.SH, "1");
}
