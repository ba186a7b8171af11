using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>One frame of a segmentation: what it shows and where it lies.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Segment">The number of its segment; 0 in a label map, whose frames show all.</param>
/// <param name="Position">Image Position (Patient): the centre of its first pixel, LPS, mm.</param>
/// <param name="ColumnStep">From one column to the next, LPS, mm.</param>
/// <param name="RowStep">From one row to the next, LPS, mm.</param>
internal sealed record SegmentationFrame(int Index, int Segment, Vector3 Position, Vector3 ColumnStep, Vector3 RowStep);
