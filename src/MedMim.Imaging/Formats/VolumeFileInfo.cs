using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>What the header of a volume file says.</summary>
/// <param name="Format"><c>nifti</c>, <c>nrrd</c> or <c>metaimage</c>.</param>
/// <param name="Geometry">The grid, LPS, mm.</param>
/// <param name="StoredType">
/// The type of its numbers, in NumPy's words: int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64.
/// A NIfTI file with a slope or intercept counts as float32.
/// </param>
public sealed record VolumeFileInfo(string Format, VolumeGeometry Geometry, string StoredType);
