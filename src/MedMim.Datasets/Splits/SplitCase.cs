using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;

namespace MedMim.Datasets.Splits;

/// <summary>What a split has to know of a case.</summary>
/// <param name="Id">Pseudonym of the series.</param>
/// <param name="Patient">Pseudonym of the patient.</param>
/// <param name="VoxelDigest">SHA-256 of its stored voxels; empty where unknown, and then not compared.</param>
/// <param name="HasLabel">Whether it is labelled: parts get like shares of labelled patients.</param>
/// <param name="Extent">Its size in any unit (voxels, mm³): parts get like shares of small, middling and large ones.</param>
public sealed record SplitCase(string Id, string Patient, string VoxelDigest, bool HasLabel, double Extent)
{
    /// <summary>A series of the store.</summary>
    public static SplitCase From(SeriesRecord series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new(
            series.Id, series.Patient, series.VoxelDigest, series.HasLabel,
            series.Geometry.Size.Count * series.Geometry.VoxelVolume);
    }

    /// <summary>A prepared case.</summary>
    public static SplitCase From(PreparedCase prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return new(
            prepared.Id, prepared.Patient, prepared.VoxelDigest, prepared.HasLabel, prepared.Geometry.Size.Count);
    }
}
