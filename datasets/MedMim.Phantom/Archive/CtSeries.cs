using System.Globalization;
using System.Runtime.InteropServices;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Archive;

/// <summary>A scan as a series of CT images (DICOM PS3.3 A.3): one file a slice, whose names say nothing of the order.</summary>
internal sealed class CtSeries
{
    private const int Intercept = -1024;
    private readonly Volume<short> image;

    public CtSeries(PatientIdentity patient, Volume<short> image, ulong seed, string name)
    {
        Patient = patient;
        this.image = image;
        Name = name;
        Seed = seed;
        Uid = PhantomUid.Of(seed, name);
        StudyUid = PhantomUid.Of(seed, "study/" + patient.Id);
        FrameOfReferenceUid = PhantomUid.Of(seed, "frame/" + name);
    }

    public PatientIdentity Patient { get; }

    public VolumeGeometry Geometry => image.Geometry;

    public string Name { get; }

    public string Uid { get; }

    public string StudyUid { get; }

    public string FrameOfReferenceUid { get; }

    /// <summary>Image Type (0008,0008).</summary>
    public string[] ImageType { get; init; } = ["ORIGINAL", "PRIMARY", "AXIAL"];

    /// <summary>Whether voxels are stored unsigned with an intercept, or signed as they are.</summary>
    public bool Unsigned { get; init; } = true;

    private ulong Seed { get; }

    /// <summary>SOP Instance UID of a slice.</summary>
    public string InstanceUid(int z) => PhantomUid.Of(Seed, string.Create(CultureInfo.InvariantCulture, $"{Name}/{z}"));

    /// <summary>All slices as files in a folder, slice 0 first.</summary>
    public IReadOnlyList<DicomFile> Files(string folder)
    {
        var order = Enumerable.Range(1, Geometry.Size.Z).ToArray();
        new RandomStream(new(Seed, "phantom.filenames/" + Name)).Shuffle(order.AsSpan());
        return [.. order.Select((number, z) => new DicomFile(
            Header(z), Pixels(z), Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"IM{number:0000}.dcm"))))];
    }

    private DicomDataset Header(int z)
    {
        var g = Geometry;
        var position = g.ToPhysical(z, 0, 0);
        return SeriesHeader.For(Patient, StudyUid)
            .SetText(DicomTags.ImageType, DicomVr.CS, ImageType)
            .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.CtImage)
            .SetText(DicomTags.SopInstanceUid, DicomVr.UI, InstanceUid(z))
            .SetText(DicomTags.Modality, DicomVr.CS, "CT")
            .SetText(DicomTags.SeriesDescription, DicomVr.LO, "Phantom portal venous")
            .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, Uid)
            .SetIntegers(DicomTags.SeriesNumber, 2)
            .SetIntegers(DicomTags.AcquisitionNumber, 1)
            .SetIntegers(DicomTags.InstanceNumber, g.Size.Z - z)
            .SetText(DicomTags.FrameOfReferenceUid, DicomVr.UI, FrameOfReferenceUid)
            .SetText(DicomTags.PositionReferenceIndicator, DicomVr.LO)
            .SetDecimals(DicomTags.ImagePositionPatient, position.X, position.Y, position.Z)
            .SetDecimals(
                DicomTags.ImageOrientationPatient, g.AxisX.X, g.AxisX.Y, g.AxisX.Z, g.AxisY.X, g.AxisY.Y, g.AxisY.Z)
            .SetDecimals(DicomTags.SliceThickness, g.Spacing.Z)
            .SetText(DicomTag.Of(0x00180060), DicomVr.DS, "120")
            .SetDecimals(DicomTags.PixelSpacing, g.Spacing.Y, g.Spacing.X)
            .SetShorts(DicomTags.SamplesPerPixel, 1)
            .SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME2")
            .SetShorts(DicomTags.Rows, (ushort)g.Size.Y)
            .SetShorts(DicomTags.Columns, (ushort)g.Size.X)
            .SetShorts(DicomTags.BitsAllocated, 16)
            .SetShorts(DicomTags.BitsStored, (ushort)(Unsigned ? 12 : 16))
            .SetShorts(DicomTags.HighBit, (ushort)(Unsigned ? 11 : 15))
            .SetShorts(DicomTags.PixelRepresentation, (ushort)(Unsigned ? 0 : 1))
            .SetDecimals(DicomTags.WindowCenter, 50)
            .SetDecimals(DicomTags.WindowWidth, 400)
            .SetDecimals(DicomTags.RescaleIntercept, Unsigned ? Intercept : 0)
            .SetDecimals(DicomTags.RescaleSlope, 1)
            .SetText(DicomTags.RescaleType, DicomVr.LO, "HU");
    }

    // HU from −1024 to 3071 fill 12 bits exactly.
    private byte[] Pixels(int z)
    {
        var size = Geometry.Size;
        var slice = image.Voxels.AsSpan(checked((int)size.Offset(z, 0, 0)), size.Y * size.X).ToArray();
        for (var i = 0; Unsigned && i < slice.Length; i++)
        {
            slice[i] -= Intercept;
        }

        return MemoryMarshal.AsBytes(slice.AsSpan()).ToArray();
    }
}
