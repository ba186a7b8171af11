using System.Text.Json;
using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Studies.Splits;

/// <summary>
/// Which series is used for what. Test patients are in nothing else: the encoder has not seen their scans either.
/// </summary>
/// <param name="Pretrain">Series to pretrain on: all, labelled or not, of patients who are neither validated nor tested on.</param>
/// <param name="Train">Labelled series to fine-tune on.</param>
/// <param name="Validation">Labelled series to watch fine-tuning by; may be empty.</param>
/// <param name="Test">Labelled series to report.</param>
public sealed record StudySplit(
    IReadOnlyList<string> Pretrain, IReadOnlyList<string> Train, IReadOnlyList<string> Validation, IReadOnlyList<string> Test)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Splits the labelled patients, and gives everybody else's scans to pretraining.</summary>
    /// <exception cref="InputException">There are too few labelled patients, or two parts share a scan.</exception>
    public static StudySplit Create(IReadOnlyList<SplitCase> cases, double testFraction, double validationFraction, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var labelled = cases.Where(c => c.HasLabel).ToList();
        if (labelled.Count == 0)
        {
            throw new InputException(
                "data.labels", "no series of the store has a label, so nothing can be fine-tuned or tested",
                "Check where the protocol says that the labels are, and the store's refusals.");
        }

        var shares = new SplitShares(1 - testFraction - validationFraction, validationFraction, testFraction);
        return Of(PatientSplit.Create(labelled, shares, seed), cases);
    }

    /// <summary>A split of labelled patients, with everybody else's scans given to pretraining.</summary>
    /// <param name="split">Who of the labelled patients is in which part.</param>
    /// <param name="cases">All cases, labelled or not.</param>
    /// <exception cref="InputException">Two parts share a scan.</exception>
    public static StudySplit Of(PatientSplit split, IReadOnlyList<SplitCase> cases)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(cases);
        var patientOf = cases.ToDictionary(c => c.Id, c => c.Patient, StringComparer.Ordinal);
        var heldOut = split.Validation.Concat(split.Test).Select(id => patientOf[id]).ToHashSet(StringComparer.Ordinal);
        var pretrain = cases.Where(c => !heldOut.Contains(c.Patient)).Select(c => c.Id).Order(StringComparer.Ordinal).ToList();
        LeakageGuard.Check(new PatientSplit(pretrain, split.Validation, split.Test), cases);
        return new(pretrain, split.Train, split.Validation, split.Test);
    }

    /// <summary>Reads a split.</summary>
    /// <exception cref="InputException">There is no such file, or it is no split.</exception>
    public static StudySplit Read(string path)
    {
        const string remedy = "Name the split.json of a run.";
        try
        {
            return JsonSerializer.Deserialize<StudySplit>(File.ReadAllBytes(path), Json) is { Pretrain: not null, Train: not null } split
                ? split
                : throw new InputException(path, "is no split", remedy);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "is no split", remedy, e);
        }
    }

    /// <summary>Writes it atomically.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");
}
