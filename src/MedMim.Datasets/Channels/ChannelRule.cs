using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace MedMim.Datasets.Channels;

/// <summary>Which scans are a certain channel of a network's input, such as T1, FLAIR, CT or PET.</summary>
/// <param name="Name">The channel's name; it is all that a store keeps of what a scan was called.</param>
/// <param name="Modality">CT, MR or PT; null for any. A file that does not tell its modality gets this one if its name fits.</param>
/// <param name="Patterns">
/// What the scan is called: a series' description or protocol (0008,103E; 0018,1030), a volume file's name without its
/// extension. <c>*</c> and <c>?</c> stand for anything, case does not matter. None: the modality alone decides.
/// </param>
public sealed record ChannelRule(string Name, string? Modality, IReadOnlyList<string> Patterns)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private readonly Lazy<Regex[]> expressions = new(() =>
        [.. Patterns.Select(p => new Regex(
            $@"\A{Regex.Escape(p.Trim()).Replace(@"\*", "(.*)", StringComparison.Ordinal).Replace(@"\?", "(.)", StringComparison.Ordinal)}\z", Options))]);

    /// <summary>The rule as text, for digests.</summary>
    [JsonIgnore]
    public string Text => $"{Name}={Modality}:{string.Join('|', Patterns)}";

    /// <summary>Whether a DICOM series is this channel.</summary>
    /// <param name="modality">Its modality.</param>
    /// <param name="names">What it is called.</param>
    public bool FitsSeries(string modality, params IEnumerable<string> names) =>
        (Modality is null || Modality == modality)
        && (Patterns.Count == 0 || names.Any(n => expressions.Value.Any(e => e.IsMatch(n.Trim()))));

    /// <summary>
    /// What is left of a file's name when what the pattern spells out is taken away (<c>*-t1c</c> leaves of <c>BraTS-7-t1c</c> the
    /// case's name <c>BraTS-7</c>), or null where the file is not this channel. Separators at the ends are taken away too.
    /// </summary>
    /// <param name="modality">CT, MR, PT, or OT where nothing tells it.</param>
    /// <param name="name">The file's name without its extension.</param>
    public string? CaseOf(string modality, string name)
    {
        if (Patterns.Count == 0)
        {
            return Modality == modality ? name : null;
        }

        var match = Modality is null || modality == "OT" || Modality == modality
            ? expressions.Value.Select(e => e.Match(name)).FirstOrDefault(m => m.Success)
            : null;
        return match is null ? null : string.Concat(match.Groups.Values.Skip(1).Select(g => g.Value)).Trim('_', '-', '.', ' ');
    }
}
