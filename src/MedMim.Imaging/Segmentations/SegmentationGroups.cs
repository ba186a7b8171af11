using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>The dimensions and functional groups of a segmentation that is written (DICOM PS3.3 C.7.6.16, C.7.6.17, A.51.5).</summary>
internal sealed class SegmentationGroups(SourceImages sources, VolumeGeometry grid, double? sliceThickness)
{
    private static readonly CodedTerm Segmentation = new("113076", "DCM", "Segmentation");
    private static readonly CodedTerm Purpose = new("121322", "DCM", "Source image for image processing operation");

    /// <summary>Sets dimensions and groups.</summary>
    public void Set(DicomDataset dataset, IReadOnlyList<(int Segment, int Z)> frames, string dimensionUid)
    {
        var organization = new DicomDataset().SetText(SegmentationTags.DimensionOrganizationUid, DicomVr.UI, dimensionUid);
        dataset.SetItems(SegmentationTags.DimensionOrganizationSequence, organization);
        dataset.SetItems(
            SegmentationTags.DimensionIndexSequence,
            Index(
                dimensionUid, SegmentationTags.ReferencedSegmentNumber, SegmentationTags.SegmentIdentificationSequence, "Segment"),
            Index(dimensionUid, DicomTags.ImagePositionPatient, DicomTags.PlanePositionSequence, "Position"));
        dataset.SetItems(DicomTags.SharedFunctionalGroupsSequence, Shared());
        var slices = frames.Select(f => f.Z).Distinct().Order();
        var ranks = slices.Select((z, i) => (z, i)).ToDictionary(r => r.z, r => (uint)r.i + 1);
        dataset.SetItems(
            DicomTags.PerFrameFunctionalGroupsSequence, [.. frames.Select(f => Frame(f.Segment, f.Z, ranks[f.Z]))]);
    }

    private static DicomDataset Index(string dimensionUid, DicomTag pointer, DicomTag group, string label) => new DicomDataset()
        .SetText(SegmentationTags.DimensionOrganizationUid, DicomVr.UI, dimensionUid)
        .SetTags(SegmentationTags.DimensionIndexPointer, pointer)
        .SetTags(SegmentationTags.FunctionalGroupPointer, group)
        .SetText(SegmentationTags.DimensionDescriptionLabel, DicomVr.LO, label);

    private DicomDataset Shared()
    {
        var (x, y) = (grid.AxisX, grid.AxisY);
        return new DicomDataset()
            .SetItems(DicomTags.PlaneOrientationSequence, new DicomDataset()
                .SetDecimals(DicomTags.ImageOrientationPatient, x.X, x.Y, x.Z, y.X, y.Y, y.Z))
            .SetItems(DicomTags.PixelMeasuresSequence, new DicomDataset()
                .SetDecimals(DicomTags.SliceThickness, sliceThickness ?? grid.Spacing.Z)
                .SetDecimals(DicomTags.SpacingBetweenSlices, grid.Spacing.Z)
                .SetDecimals(DicomTags.PixelSpacing, grid.Spacing.Y, grid.Spacing.X));
    }

    private DicomDataset Frame(int segment, int z, uint rank)
    {
        var (source, isExact) = sources.Showing(z, grid);
        var position = isExact ? source!.Position : grid.ToPhysical(z, 0, 0);
        var frame = new DicomDataset()
            .SetItems(DicomTags.FrameContentSequence, new DicomDataset()
                .SetLongs(SegmentationTags.DimensionIndexValues, (uint)segment, rank))
            .SetItems(DicomTags.PlanePositionSequence, new DicomDataset()
                .SetDecimals(DicomTags.ImagePositionPatient, position.X, position.Y, position.Z))
            .SetItems(SegmentationTags.SegmentIdentificationSequence, new DicomDataset()
                .SetShorts(SegmentationTags.ReferencedSegmentNumber, (ushort)segment));
        return source is null ? frame : frame.SetItems(SegmentationTags.DerivationImageSequence, new DicomDataset()
            .SetItems(SegmentationTags.SourceImageSequence, source.Reference()
                .SetText(SegmentationTags.SpatialLocationsPreserved, DicomVr.CS, isExact ? "YES" : "NO")
                .SetTerm(SegmentationTags.PurposeOfReferenceCodeSequence, Purpose))
            .SetTerm(SegmentationTags.DerivationCodeSequence, Segmentation));
    }
}
