using MedMim.Datasets.Preparation;
using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.FineTuning.Segmentation;

/// <summary>The cases of one segmenter, checked: labelled, of different patients, with declared values only.</summary>
public sealed class SegmentationCases
{
    private SegmentationCases(IPreparedCases source, IReadOnlyList<string> train, IReadOnlyList<string> validation, string digest)
    {
        Source = source;
        Train = train;
        Validation = validation;
        Digest = digest;
    }

    /// <summary>Where the voxels come from.</summary>
    public IPreparedCases Source { get; }

    /// <summary>Ids of the labelled cases to train on, ascending.</summary>
    public IReadOnlyList<string> Train { get; }

    /// <summary>Ids of the labelled cases to validate on, ascending; may be empty.</summary>
    public IReadOnlyList<string> Validation { get; }

    /// <summary>Digest of ids, parts, voxels and labels: equal for runs on the same data.</summary>
    public string Digest { get; }

    /// <summary>Checks and takes over a split. Cases without a label are left out.</summary>
    /// <param name="source">The prepared cases.</param>
    /// <param name="train">Ids to train on.</param>
    /// <param name="validation">Ids to validate on; may be empty.</param>
    /// <param name="labels">The declared classes.</param>
    /// <param name="channels">How many channels every case must have at least.</param>
    /// <exception cref="InputException">
    /// A case lacks a channel, a patient is in both parts, an id is unknown, no training case is labelled or all labels are empty, or a label
    /// holds a value that was not declared.
    /// </exception>
    public static SegmentationCases Check(
        IPreparedCases source, IReadOnlyList<string> train, IReadOnlyList<string> validation, LabelMap labels, int channels = 1)
    {
        LeakageGuard.Check(new PatientSplit(train, validation, []), [.. source.Cases.Select(SplitCase.From)]);
        var known = source.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        List<string> Labelled(IReadOnlyList<string> ids) =>
            [.. ids.Where(id => known[id].HasLabel).Order(StringComparer.Ordinal)];
        var (trained, validated) = (Labelled(train), Labelled(validation));
        if (trained.Count == 0)
        {
            throw new InputException(
                "training cases", $"none of the {train.Count} cases has a label", "Ingest the labels, or choose other cases.");
        }

        if (trained.Concat(validated).FirstOrDefault(id => known[id].Channels < channels) is { } lacking)
        {
            throw new InputException(
                $"case {lacking}", $"has {known[lacking].Channels} of the {channels} channels", "Leave it out, or ingest its other channels.");
        }

        // Not Any: every label is to be checked.
        var foreground = trained.Count(id => labels.Check(id, LabelOf(source, id)));
        validated.ForEach(id => labels.Check(id, LabelOf(source, id)));
        if (foreground == 0)
        {
            throw new InputException(
                "training cases", "every label is empty: background alone", "Choose cases in which something is labelled.");
        }

        return new(source, trained, validated, DigestOf(source, known, trained, validated));
    }

    /// <summary>The label of a labelled case.</summary>
    internal static ReadOnlySpan<byte> LabelOf(IPreparedCases source, string id) => source.Load(id).Label!.Value.Span;

    private static string DigestOf(
        IPreparedCases source, Dictionary<string, PreparedCase> known, List<string> train, List<string> validation)
    {
        string Line(string part, string id) =>
            $"{part} {id} {string.Join(' ', [known[id].VoxelDigest, .. known[id].OtherDigests])} {ContentDigest.OfBytes(LabelOf(source, id))}\n";
        return ContentDigest.OfText(string.Concat(train.Select(id => Line("train", id)).Concat(validation.Select(id => Line("validation", id)))));
    }
}
