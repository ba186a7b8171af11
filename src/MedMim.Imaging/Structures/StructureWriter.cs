using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>
/// Makes an RT Structure Set (DICOM PS3.3 A.19) of masks. Contours follow the pixels' edges, so that
/// <see cref="ContourRasterizer"/> gives the same masks again. Carries no date: the same masks give the same bytes.
/// </summary>
public static class StructureWriter
{
    private static readonly DicomTag OperatorsName = DicomTag.Of(0x00081070);

    /// <summary>The data set, to be written with <see cref="IDicomWriter"/>.</summary>
    /// <param name="series">The series on which the regions lie; slice k of the masks is its instance k.</param>
    /// <param name="regions">The regions, all on the series' grid; ROI numbers count from 1.</param>
    /// <param name="seriesUid">Series Instance UID of the structure set.</param>
    /// <param name="instanceUid">SOP Instance UID of the structure set.</param>
    /// <exception cref="ArgumentException">A mask has another number of slices than the series.</exception>
    public static DicomDataset Create(
        ReferencedSeries series, IReadOnlyList<LabelledMask> regions, string seriesUid, string instanceUid)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(regions);
        if (regions.Any(r => r.Mask.Geometry.Size.Z != series.InstanceUids.Count))
        {
            throw new ArgumentException("A mask has another number of slices than the series.", nameof(regions));
        }

        var dataset = Identity(series, seriesUid, instanceUid);
        dataset.SetItems(DicomTags.ReferencedFrameOfReferenceSequence, Frame(series));
        dataset.SetItems(DicomTags.StructureSetRoiSequence, [.. regions.Select((r, i) => new DicomDataset()
            .SetIntegers(DicomTags.RoiNumber, i + 1)
            .SetText(DicomTags.ReferencedFrameOfReferenceUid, DicomVr.UI, series.FrameOfReferenceUid)
            .SetText(DicomTags.RoiName, DicomVr.LO, r.Name)
            .SetText(DicomTags.RoiGenerationAlgorithm, DicomVr.CS, "AUTOMATIC"))]);
        dataset.SetItems(DicomTags.RoiContourSequence, [.. regions.Select((r, i) => new DicomDataset()
            .SetItems(DicomTags.ContourSequence, [.. Contours(r.Mask, series)])
            .SetIntegers(DicomTags.ReferencedRoiNumber, i + 1))]);
        dataset.SetItems(DicomTags.RtRoiObservationsSequence, [.. regions.Select((_, i) => new DicomDataset()
            .SetIntegers(DicomTags.ObservationNumber, i + 1)
            .SetIntegers(DicomTags.ReferencedRoiNumber, i + 1)
            .SetText(DicomTags.RtRoiInterpretedType, DicomVr.CS)
            .SetText(DicomTags.RoiInterpreter, DicomVr.PN))]);
        return dataset;
    }

    private static DicomDataset Identity(ReferencedSeries series, string seriesUid, string instanceUid) => new DicomDataset()
        .SetText(DicomTags.SpecificCharacterSet, DicomVr.CS, "ISO_IR 192")
        .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.StructureSet)
        .SetText(DicomTags.SopInstanceUid, DicomVr.UI, instanceUid)
        .SetText(DicomTags.StudyDate, DicomVr.DA)
        .SetText(DicomTags.StudyTime, DicomVr.TM)
        .SetText(DicomTags.AccessionNumber, DicomVr.SH)
        .SetText(DicomTags.Modality, DicomVr.CS, "RTSTRUCT")
        .SetText(DicomTags.Manufacturer, DicomVr.LO, "MedMim")
        .SetText(DicomTags.ReferringPhysicianName, DicomVr.PN)
        .SetText(DicomTags.PatientName, DicomVr.PN, series.PatientName.Length > 0 ? series.PatientName : series.PatientId)
        .SetText(DicomTags.PatientId, DicomVr.LO, series.PatientId)
        .SetText(DicomTags.PatientBirthDate, DicomVr.DA)
        .SetText(DicomTags.PatientSex, DicomVr.CS)
        .SetText(DicomTags.StudyInstanceUid, DicomVr.UI, series.StudyUid)
        .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, seriesUid)
        .SetText(DicomTags.StudyId, DicomVr.SH)
        .SetText(DicomTags.SeriesNumber, DicomVr.IS)
        .SetText(DicomTags.FrameOfReferenceUid, DicomVr.UI, series.FrameOfReferenceUid)
        .SetText(DicomTags.PositionReferenceIndicator, DicomVr.LO)
        .SetText(OperatorsName, DicomVr.PN)
        .SetText(DicomTags.StructureSetLabel, DicomVr.SH, "MedMim")
        .SetText(DicomTags.StructureSetDate, DicomVr.DA)
        .SetText(DicomTags.StructureSetTime, DicomVr.TM);

    private static DicomDataset Frame(ReferencedSeries series)
    {
        var images = series.InstanceUids.Select(uid => Image(series, uid)).ToArray();
        var referenced = new DicomDataset()
            .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, series.SeriesUid)
            .SetItems(DicomTags.ContourImageSequence, images);
        var study = new DicomDataset()
            .SetText(DicomTags.ReferencedSopClassUid, DicomVr.UI, DicomUids.StudyComponent)
            .SetText(DicomTags.ReferencedSopInstanceUid, DicomVr.UI, series.StudyUid)
            .SetItems(DicomTags.RtReferencedSeriesSequence, referenced);
        return new DicomDataset()
            .SetText(DicomTags.FrameOfReferenceUid, DicomVr.UI, series.FrameOfReferenceUid)
            .SetItems(DicomTags.RtReferencedStudySequence, study);
    }

    private static IEnumerable<DicomDataset> Contours(Volume<byte> mask, ReferencedSeries series)
    {
        var size = mask.Geometry.Size;
        for (var z = 0; z < size.Z; z++)
        {
            var slice = mask.Voxels.AsSpan(z * size.Y * size.X, size.Y * size.X);
            foreach (var outline in OutlineTracer.Trace(slice, size.Y, size.X))
            {
                var points = outline.Select(p => mask.Geometry.ToPhysical(z, p.Y, p.X));
                yield return new DicomDataset()
                    .SetItems(DicomTags.ContourImageSequence, Image(series, series.InstanceUids[z]))
                    .SetText(DicomTags.ContourGeometricType, DicomVr.CS, "CLOSED_PLANAR")
                    .SetIntegers(DicomTags.NumberOfContourPoints, outline.Count)
                    .SetDecimals(DicomTags.ContourData, [.. points.SelectMany(p => new[] { p.X, p.Y, p.Z })]);
            }
        }
    }

    private static DicomDataset Image(ReferencedSeries series, string uid) => new DicomDataset()
        .SetText(DicomTags.ReferencedSopClassUid, DicomVr.UI, series.SopClassUid)
        .SetText(DicomTags.ReferencedSopInstanceUid, DicomVr.UI, uid);
}
