using MedMim.Imaging.Dicom;
using MedMim.Imaging.Structures;

namespace MedMim.Phantom.Archive;

/// <summary>Contours on a CT series as an RT Structure Set (DICOM PS3.3 A.19), as a planning system would export it.</summary>
internal static class StructureFile
{
    private static readonly DicomTag RoiDisplayColor = DicomTag.Of(0x3006002A);

    /// <summary>The file.</summary>
    public static DicomFile Of(CtSeries series, IReadOnlyList<StructureRegion> regions, ulong seed, string path) => new(
        SeriesHeader.For(series.Patient, series.StudyUid)
            .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.StructureSet)
            .SetText(DicomTags.SopInstanceUid, DicomVr.UI, PhantomUid.Of(seed, series.Name + "/structures"))
            .SetText(DicomTags.Modality, DicomVr.CS, "RTSTRUCT")
            .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, PhantomUid.Of(seed, series.Name + "/structure series"))
            .SetIntegers(DicomTags.SeriesNumber, 3)
            .SetText(DicomTags.StructureSetLabel, DicomVr.SH, "Phantom")
            .SetText(DicomTags.StructureSetDate, DicomVr.DA, "20200103")
            .SetText(DicomTags.StructureSetTime, DicomVr.TM, "090000")
            .SetItems(DicomTags.ReferencedFrameOfReferenceSequence, FrameReference(series))
            .SetItems(DicomTags.StructureSetRoiSequence, [.. regions.Select(r => Roi(r, series))])
            .SetItems(DicomTags.RoiContourSequence, [.. regions.Select(r => Contours(r, series))])
            .SetItems(DicomTags.RtRoiObservationsSequence, [.. regions.Select(Observation)]),
        null,
        path);

    private static DicomDataset FrameReference(CtSeries series)
    {
        var images = Enumerable.Range(0, series.Geometry.Size.Z).Select(z => ImageReference(series, z));
        var referencedSeries = new DicomDataset()
            .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, series.Uid)
            .SetItems(DicomTags.ContourImageSequence, [.. images]);
        var study = new DicomDataset()
            .SetText(DicomTags.ReferencedSopClassUid, DicomVr.UI, DicomUids.StudyComponent)
            .SetText(DicomTags.ReferencedSopInstanceUid, DicomVr.UI, series.StudyUid)
            .SetItems(DicomTags.RtReferencedSeriesSequence, referencedSeries);
        return new DicomDataset()
            .SetText(DicomTags.FrameOfReferenceUid, DicomVr.UI, series.FrameOfReferenceUid)
            .SetItems(DicomTags.RtReferencedStudySequence, study);
    }

    private static DicomDataset ImageReference(CtSeries series, int z) => new DicomDataset()
        .SetText(DicomTags.ReferencedSopClassUid, DicomVr.UI, DicomUids.CtImage)
        .SetText(DicomTags.ReferencedSopInstanceUid, DicomVr.UI, series.InstanceUid(z));

    private static DicomDataset Roi(StructureRegion region, CtSeries series) => new DicomDataset()
        .SetIntegers(DicomTags.RoiNumber, region.Number)
        .SetText(DicomTags.ReferencedFrameOfReferenceUid, DicomVr.UI, series.FrameOfReferenceUid)
        .SetText(DicomTags.RoiName, DicomVr.LO, region.Name)
        .SetText(DicomTags.RoiGenerationAlgorithm, DicomVr.CS, "MANUAL");

    private static DicomDataset Contours(StructureRegion region, CtSeries series) => new DicomDataset()
        .SetIntegers(RoiDisplayColor, 255, 60 * region.Number % 256, 60)
        .SetItems(DicomTags.ContourSequence, [.. region.Contours.Select(c => Contour(c, series))])
        .SetIntegers(DicomTags.ReferencedRoiNumber, region.Number);

    private static DicomDataset Contour(StructureContour contour, CtSeries series) => new DicomDataset()
        .SetItems(
            DicomTags.ContourImageSequence,
            ImageReference(series, (int)Math.Round(series.Geometry.ToIndex(contour.Points[0]).Z)))
        .SetText(DicomTags.ContourGeometricType, DicomVr.CS, "CLOSED_PLANAR")
        .SetIntegers(DicomTags.NumberOfContourPoints, contour.Points.Count)
        .SetDecimals(DicomTags.ContourData, [.. contour.Points.SelectMany(IEnumerable<double> (p) => [p.X, p.Y, p.Z])]);

    private static DicomDataset Observation(StructureRegion region) => new DicomDataset()
        .SetIntegers(DicomTags.ObservationNumber, region.Number)
        .SetIntegers(DicomTags.ReferencedRoiNumber, region.Number)
        .SetText(DicomTags.RtRoiInterpretedType, DicomVr.CS, Type(region.Name))
        .SetText(DicomTags.RoiInterpreter, DicomVr.PN);

    private static string Type(string name) =>
        name == "BODY" ? "EXTERNAL" : name.StartsWith("GTV", StringComparison.Ordinal) ? "GTV" : "ORGAN";
}
