namespace MedMim.Datasets.Preparation;

/// <summary>What was done to one case, beside reordering and cropping: part of <c>ID.json</c>.</summary>
/// <param name="Interpolation"><c>none</c>, <c>cubic</c>, or <c>cubic, linear along z</c>.</param>
/// <param name="BiasCorrection"><c>none</c>, <c>corrected</c>, or <c>skipped</c> and why.</param>
/// <param name="Window">The range that intensities were clipped to; null where they were not.</param>
/// <param name="Scale">The intensity that became 0, and how much became 1.</param>
/// <param name="AbsentVoxels">How many voxels of the scan's own grid hold nothing (<see cref="Store.TissueClass.Absent"/>).</param>
/// <param name="Label">What became of the label; null where there is none.</param>
public sealed record PreparationRecord(
    string Interpolation, string BiasCorrection, IntensityRange? Window, IntensityScale Scale, long AbsentVoxels, LabelRecord? Label = null);
