using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Splits;

/// <summary>Which series of a store a study is about.</summary>
internal static class StudySeries
{
    /// <summary>Those of the modalities that the protocol names; all where it names none.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static IReadOnlyList<SeriesRecord> Of(StudyProtocol protocol, ScanStore store)
    {
        var wanted = protocol.Data.Modalities;
        var series = store.Series.Where(s => wanted.Count == 0 || wanted.Contains(s.Modality, StringComparer.Ordinal)).ToList();
        return series.Count > 0
            ? series
            : throw new InputException(
                "data.modalities", $"no series of the store is {string.Join(" or ", wanted)}",
                $"The store holds {string.Join(", ", store.Series.Select(s => s.Modality).Distinct(StringComparer.Ordinal))}.");
    }
}
