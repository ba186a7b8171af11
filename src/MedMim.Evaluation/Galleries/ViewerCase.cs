namespace MedMim.Evaluation.Galleries;

/// <summary>What the viewer of a report shows of a case: NIfTI files in memory, both on one grid.</summary>
/// <param name="Scan">Grey values 0 to 255, compressed (gzip).</param>
/// <param name="Agreement">
/// What reference and prediction say, compressed: 0 neither, 1 the reference alone, 2 the prediction alone, 3 both with one label,
/// 4 both with different labels.
/// </param>
/// <param name="Plane">The plane of the scan's slices: <c>axial</c>, <c>coronal</c> or <c>sagittal</c>, whichever is nearest.</param>
/// <param name="Focus">Where it opens: x to the right, y to the front, z up (RAS), mm.</param>
/// <param name="Step">How many voxels of the scan one of these stands for, along [z, y, x].</param>
public sealed record ViewerCase(
    ReadOnlyMemory<byte> Scan, ReadOnlyMemory<byte> Agreement, string Plane, IReadOnlyList<double> Focus, IReadOnlyList<int> Step);
