using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Archive;

/// <summary>A usable scan with its tumours.</summary>
/// <param name="Patient">Whose it is.</param>
/// <param name="SeriesUid">Series Instance UID.</param>
/// <param name="Folder">Where its slices are.</param>
/// <param name="StructureFile">The RT Structure Set drawn on it. Its GTV regions are the tumours; others are distraction.</param>
/// <param name="Geometry">Its grid; DICOM's decimal strings hold it to about 1e-9 mm.</param>
/// <param name="Tumours">Its tumours; none for a healthy patient.</param>
public sealed record PhantomSeries(
    PatientIdentity Patient,
    string SeriesUid,
    string Folder,
    string StructureFile,
    VolumeGeometry Geometry,
    IReadOnlyList<PhantomTumour> Tumours);
