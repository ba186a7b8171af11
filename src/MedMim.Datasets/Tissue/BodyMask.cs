using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>Which voxels are the patient.</summary>
/// <param name="Method">How that was found.</param>
/// <param name="Inside">1 inside the patient.</param>
/// <param name="Support">1 on table, coil or blanket; null where that cannot be told.</param>
internal sealed record BodyMask(string Method, Volume<byte> Inside, Volume<byte>? Support = null)
{
    /// <summary>The whole grid.</summary>
    public static BodyMask Everything(VolumeGeometry geometry)
    {
        var all = new Volume<byte>(geometry);
        all.Voxels.AsSpan().Fill(1);
        return new("all-tissue", all);
    }
}
