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
    /// <summary>
    /// How much is labelled, in the unit of <see cref="Extent"/>; 0 for a scan that was looked through and has no lesion, null
    /// where it is not known.
    /// </summary>
    public double? Lesion { get; init; }

    /// <summary>A series of the store.</summary>
    public static SplitCase From(SeriesRecord series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new(
            series.Id, series.Patient, series.VoxelDigest, series.HasLabel,
            series.Geometry.Size.Count * series.Geometry.VoxelVolume)
        {
            Lesion = series.LabelledVoxels * series.Geometry.VoxelVolume,
        };
    }

    /// <summary>A prepared case.</summary>
    public static SplitCase From(PreparedCase prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return new(
            prepared.Id, prepared.Patient, prepared.VoxelDigest, prepared.HasLabel, prepared.Geometry.Size.Count);
    }
}
