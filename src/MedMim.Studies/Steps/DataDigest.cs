using MedMim.Datasets.Store;
using MedMim.Foundation.Files;

namespace MedMim.Studies.Steps;

/// <summary>
/// One digest of all voxels and labels of a store: of the sorted lines <c>voxels, one space, labels</c>, a line a series.
/// It does not depend on the pseudonym key, nor on where the archive lay: the same scans give the same digest anywhere.
/// </summary>
internal static class DataDigest
{
    /// <summary>The fact of the receipt and of the audit log that holds it.</summary>
    public const string FactName = "data";

    public static string Of(ScanStore store) => ContentDigest.OfText(string.Concat(
        store.Series.Select(s => $"{s.VoxelDigest} {s.LabelDigest}\n").Order(StringComparer.Ordinal)));
}
