using System.Globalization;
using MedMim.Datasets.Channels;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Reporting;

/// <summary>How the archive became training and test patients, from the store, the split and ingest's receipt.</summary>
internal static class CohortFacts
{
    /// <param name="run">The run.</param>
    /// <param name="store">Its store.</param>
    /// <param name="splits">The split, or the folds of a comparison, with all labelled patients.</param>
    /// <param name="channels">The channels of a case; may be empty.</param>
    public static CohortRecord Of(
        RunFolder run, ScanStore store, IReadOnlyList<StudySplit> splits, IReadOnlyList<ChannelRule> channels)
    {
        var patientOf = PreparedDataset.Open(run.Prepared).Cases.ToDictionary(c => c.Id, c => c.Patient, StringComparer.Ordinal);
        return new CohortRecord
        {
            FilesFound = int.Parse(StepReceipt.Read(run.Receipt("ingest"))!.Facts["units"], CultureInfo.InvariantCulture),
            SeriesStored = store.Series.Count,
            Patients = store.Series.Select(s => s.Patient).Distinct(StringComparer.Ordinal).Count(),
            SeriesLabelled = store.Series.Count(s => s.HasLabel),
            PretrainingSeries = splits.Max(s => s.Pretrain.Count),
            TrainPatients = splits.Max(s => Patients(s.Train)),
            TrainSeries = splits.Max(s => s.Train.Count),
            TestPatients = Patients(splits.SelectMany(s => s.Test)),
            TestSeries = splits.Sum(s => s.Test.Count),
            Folds = splits.Count > 1 ? splits.Count : null,
            Refusals = Refusals(store),
            Facts = [.. Facts(store), .. Channels(store, channels)],
        };

        int Patients(IEnumerable<string> ids) => ids.Select(id => patientOf[id]).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>How the measured cases were scanned.</summary>
    internal static List<CaseOrigin> Origins(ScanStore store, IEnumerable<CaseMetrics> cases)
    {
        var (scanners, sites) = (Numbered(store, "scanner", s => s.Scanner), Numbered(store, "site", s => s.Site));
        return
        [
            .. cases.Select(c => c.CaseId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(store.Find)
                .Select(s => new CaseOrigin(
                    s.Id, s.Modality, s.Manufacturer, scanners.GetValueOrDefault(s.Scanner, string.Empty), sites.GetValueOrDefault(s.Site, string.Empty))),
        ];
    }

    /// <summary>Names for pseudonyms, which themselves say nothing: the commonest is 1.</summary>
    private static Dictionary<string, string> Numbered(ScanStore store, string word, Func<SeriesRecord, string> of) => store.Series
        .Select(of).Where(p => p.Length > 0).GroupBy(p => p, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select((g, i) => (g.Key, Name: string.Create(CultureInfo.InvariantCulture, $"{word} {i + 1}")))
        .ToDictionary(n => n.Key, n => n.Name, StringComparer.Ordinal);

    internal static List<RefusalCount> Refusals(ScanStore store) =>
    [
        .. store.Refusals.GroupBy(r => r.Code, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new RefusalCount(g.Key, Reason(g), g.Count(), g.Sum(r => r.Files))),
    ];

    // One code may come with figures of its own in each sentence; the commonest stands for all.
    private static string Reason(IEnumerable<RefusalRecord> refusals) =>
        refusals.GroupBy(r => r.Reason, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .First().Key;

    internal static List<NamedValue> Facts(ScanStore store)
    {
        var facts = new List<NamedValue>
        {
            new("Modalities", Count(store.Series.Select(s => s.Modality))),
            new("Source formats", Count(store.Series.Select(s => s.SourceFormat))),
        };
        var manufacturers = store.Series.Select(s => s.Manufacturer).Where(m => m.Length > 0).ToList();
        if (manufacturers.Count > 0)
        {
            facts.Add(new("Manufacturers", Count(manufacturers)));
        }

        foreach (var (name, values) in new[] { ("Scanner models", store.Series.Select(s => s.Scanner)), ("Sites", store.Series.Select(s => s.Site)) })
        {
            if (values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Count() is > 0 and var known)
            {
                facts.Add(new(name, known.ToString(CultureInfo.InvariantCulture)));
            }
        }

        facts.Add(new("Slice spacing, mm", Range(store.Series.Select(s => s.Geometry.Spacing.Z))));
        facts.Add(new("Pixel spacing, mm", Range(store.Series.Select(s => s.Geometry.Spacing.X))));
        var corrections = store.Series.SelectMany(s => s.Corrections).ToList();
        if (corrections.Count > 0)
        {
            facts.Add(new("Corrections on reading", Count(corrections)));
        }

        return facts;
    }

    private static IEnumerable<NamedValue> Channels(ScanStore store, IReadOnlyList<ChannelRule> channels)
    {
        if (channels.Count == 0)
        {
            yield break;
        }

        var cases = ChannelCases.Of(store.Series, channels);
        yield return new("Channels", string.Join(", ", channels.Select(c => c.Name)));
        yield return new("Cases with all channels", cases.Complete.Count.ToString(CultureInfo.InvariantCulture));
        if (cases.Incomplete.Count > 0)
        {
            yield return new("Left out of fine-tuning", Count(cases.Incomplete.Select(i => i.Problem)));
        }
    }

    private static string Count(IEnumerable<string> words) => string.Join(
        ", ",
        words.GroupBy(w => w, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} ({g.Count()})")));

    private static string Range(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture, $"{sorted[0]:0.##} to {sorted[^1]:0.##}, median {sorted[sorted.Count / 2]:0.##}");
    }
}
