using System.Globalization;
using System.Text;
using MedMim.Datasets.Store;
using MedMim.Studies.Protocols;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Reporting;

/// <summary>
/// <c>DATA_CARD.md</c>: what is on record about a study's scans, for people, after "Datasheets for Datasets" (Gebru et al.,
/// CACM 64(12), 2021). Counts only: no pseudonym, no date, no file name. What no record knows is "not provided".
/// </summary>
internal static class DataCard
{
    public const string FileName = "DATA_CARD.md";

    private const string Unknown = "not provided";

    /// <summary>The card's text; the same for the same store and protocol.</summary>
    public static string Of(StudyProtocol protocol, ScanStore store)
    {
        var card = new StringBuilder("# Data card\n");
        Section(card, "Origin",
            $"study: {protocol.Title}",
            $"archive: {(protocol.Data.Phantom is null ? "from outside the run" : "made by the study (phantoms, nobody's images)")}",
            $"voxels and labels: {DataDigest.Of(store)}",
            $"protocol: {protocol.Digest}");
        Section(card, "Why and how it was collected, consent, licence", Unknown);
        Section(card, "Scans",
        [
            Invariant($"series: {store.Series.Count}"),
            Invariant($"patients: {store.Series.Select(s => s.Patient).Distinct(StringComparer.Ordinal).Count()}"),
            Invariant($"studies: {store.Series.Select(s => s.Study).Distinct(StringComparer.Ordinal).Count()}"),
            .. CohortFacts.Facts(store).Select(f => $"{f.Name.ToLowerInvariant()}: {f.Value}"),
        ]);
        var labelled = store.Series.Where(s => s.HasLabel).ToList();
        Section(card, "Labels",
        [
            Invariant($"labelled series: {labelled.Count}, of {labelled.Select(s => s.Patient).Distinct(StringComparer.Ordinal).Count()} patients"),
            .. labelled.SelectMany(s => s.LabelValues).GroupBy(v => v).OrderBy(v => v.Key)
                .Select(v => Invariant($"label {v.Key}: in {v.Count()} series")),
        ]);
        var refusals = CohortFacts.Refusals(store);
        Section(card, "Left out",
            refusals.Count == 0
                ? ["nothing was refused"]
                : [.. refusals.Select(r => Invariant($"{r.Code}: {r.Series} times, {r.Files} files. {r.Reason}"))]);
        Section(card, "Privacy",
            "patients, studies and series are keyed pseudonyms; no date, name or file name is in the store",
            "the images are of bodies: faces and other features may be recognised in them");
        return card.ToString();
    }

    private static void Section(StringBuilder card, string title, params IReadOnlyList<string> lines)
    {
        card.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        foreach (var line in lines)
        {
            card.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
