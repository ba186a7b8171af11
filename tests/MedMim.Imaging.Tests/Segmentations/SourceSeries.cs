using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Segmentations;

/// <summary>Headers of a made-up CT series, oblique and anisotropic, of a patient with a name that is not ASCII.</summary>
internal static class SourceSeries
{
    public const string StudyUid = "1.2.826.0.1.3680043.2.1125.7.1";
    public const string SeriesUid = StudyUid + ".2";
    public const string FrameUid = StudyUid + ".3";

    public static VolumeGeometry Grid(GridSize size)
    {
        var row = new Vector3(0.8, 0.6, 0);
        var column = new Vector3(-0.36, 0.48, 0.8);
        return new(size, new(0.7031, 1.1, 3.27), new(-251.1713, 98.25, 1204.5), row, column, Vector3.Cross(row, column));
    }

    public static string InstanceUid(int z) => $"{SeriesUid}.{z + 1}";

    public static IReadOnlyList<DicomDataset> Headers(VolumeGeometry grid) =>
        [.. Enumerable.Range(0, grid.Size.Z).Select(z => Header(grid, z))];

    public static DicomDataset Header(VolumeGeometry grid, int z)
    {
        var (x, y, position) = (grid.AxisX, grid.AxisY, grid.ToPhysical(z, 0, 0));
        return new DicomDataset()
            .SetText(DicomTags.SpecificCharacterSet, DicomVr.CS, "ISO_IR 192")
            .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.CtImage)
            .SetText(DicomTags.SopInstanceUid, DicomVr.UI, InstanceUid(z))
            .SetText(DicomTags.StudyDate, DicomVr.DA, "20200102")
            .SetText(DicomTags.StudyTime, DicomVr.TM, "101112")
            .SetText(DicomTags.Modality, DicomVr.CS, "CT")
            .SetText(DicomTags.PatientName, DicomVr.PN, "Größe^Ärmel")
            .SetText(DicomTags.PatientId, DicomVr.LO, "P-17")
            .SetText(DicomTags.PatientBirthDate, DicomVr.DA, "19500607")
            .SetText(DicomTags.PatientSex, DicomVr.CS, "F")
            .SetText(DicomTags.StudyInstanceUid, DicomVr.UI, StudyUid)
            .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, SeriesUid)
            .SetText(DicomTags.FrameOfReferenceUid, DicomVr.UI, FrameUid)
            .SetDecimals(DicomTags.SliceThickness, 3)
            .SetIntegers(DicomTags.InstanceNumber, z + 1)
            .SetDecimals(DicomTags.ImagePositionPatient, position.X, position.Y, position.Z)
            .SetDecimals(DicomTags.ImageOrientationPatient, x.X, x.Y, x.Z, y.X, y.Y, y.Z)
            .SetShorts(DicomTags.SamplesPerPixel, 1)
            .SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME2")
            .SetShorts(DicomTags.Rows, (ushort)grid.Size.Y)
            .SetShorts(DicomTags.Columns, (ushort)grid.Size.X)
            .SetDecimals(DicomTags.PixelSpacing, grid.Spacing.Y, grid.Spacing.X)
            .SetShorts(DicomTags.BitsAllocated, 16)
            .SetShorts(DicomTags.BitsStored, 16)
            .SetShorts(DicomTags.HighBit, 15)
            .SetShorts(DicomTags.PixelRepresentation, 1);
    }
}
