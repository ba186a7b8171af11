using MedMim.Foundation.Failures;

namespace MedMim.FineTuning.Segmentation;

/// <summary>Refuses voxels that are not finite numbers.</summary>
internal static class FiniteVoxels
{
    /// <exception cref="InputException">A voxel is NaN or infinite.</exception>
    public static void Require(string caseId, ReadOnlySpan<float> voxels)
    {
        foreach (var voxel in voxels)
        {
            if (!float.IsFinite(voxel))
            {
                throw new InputException(
                    $"case {caseId}", "holds a voxel that is not a finite number",
                    "Repair the scan and ingest it again, or leave the case out.");
            }
        }
    }
}
