using MedMim.Datasets.Channels;
using MedMim.Datasets.Splits;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Studies.Mapping;
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

    /// <summary>The same for a split: where cases have several channels, labelled are the first ones of complete cases alone.</summary>
    /// <exception cref="InputException">There is no series, or no complete case has a label although there are labels.</exception>
    public static IReadOnlyList<SplitCase> Cases(StudyProtocol protocol, ScanStore store)
    {
        var series = Of(protocol, store);
        var channels = protocol.Data.ToChannels();
        var joined = ChannelCases.Of(series, channels);
        var complete = joined.Complete.Select(c => c.Reference.Id).ToHashSet(StringComparer.Ordinal);
        List<SplitCase> cases = [.. series.Select(s => SplitCase.From(s) with { HasLabel = s.HasLabel && complete.Contains(s.Id) })];
        return cases.Exists(c => c.HasLabel) || !series.Any(s => s.HasLabel) ? cases : throw Unlabelled(series, channels, joined);
    }

    private static InputException Unlabelled(IReadOnlyList<SeriesRecord> series, IReadOnlyList<ChannelRule> channels, ChannelCases joined)
    {
        var labelled = series.Where(s => s.HasLabel).Select(s => ChannelCases.ChannelOf(s, channels))
            .GroupBy(c => c, StringComparer.Ordinal).Select(g => $"{g.Count()} on {(g.Key.Length > 0 ? $"'{g.Key}'" : "scans of no channel")}");
        var lacking = joined.Incomplete.GroupBy(i => i.Problem, StringComparer.Ordinal).MaxBy(g => g.Count());
        return new(
            "data.channels",
            $"no case has all channels and a label on the first, '{channels[0].Name}'; labels: {string.Join(", ", labelled)}"
            + (lacking is null ? string.Empty : $"; most often a case {lacking.Key}"),
            "Name the channel that labels lie on first, and check what the scans are called.");
    }
}
