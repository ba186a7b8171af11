using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>A segmentation that is to be written.</summary>
/// <param name="Source">The series that was labelled, as it was read. Its files must still be there.</param>
/// <param name="LabelPath">The labels, uint8, as an <c>.npy</c> file, C order [z, y, x]; null where the segments are boxes.</param>
/// <param name="Grid">The grid of the labels or boxes.</param>
/// <param name="Content">What to say of them.</param>
/// <param name="Path">Where to; replaced where it exists.</param>
public sealed record SegmentationExport(
    SeriesPlan Source, string? LabelPath, VolumeGeometry Grid, SegmentationContent Content, string Path);
