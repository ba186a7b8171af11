using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>Which voxels are the patient.</summary>
/// <param name="Method">How that was found.</param>
/// <param name="Inside">Set inside the patient.</param>
/// <param name="Support">Set on table, coil or blanket; null where that cannot be told.</param>
internal sealed record BodyMask(string Method, BitMask Inside, BitMask? Support = null)
{
    /// <summary>The whole grid.</summary>
    public static BodyMask Everything(GridSize size) => new("all-tissue", BitMask.Everything(size));
}
