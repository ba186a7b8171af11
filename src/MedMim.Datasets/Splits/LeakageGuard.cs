using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Splits;

/// <summary>Refuses a split in which test or validation cases have been seen in training.</summary>
public static class LeakageGuard
{
    /// <summary>Checks a split against the cases it names, and returns it.</summary>
    /// <exception cref="InputException">
    /// A patient or identical voxels are in two parts, a case is in two parts, or a case is unknown. The message names
    /// pseudonyms.
    /// </exception>
    public static PatientSplit Check(PatientSplit split, IReadOnlyList<SplitCase> cases)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(cases);
        var byId = cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var placed = new List<(SplitCase Case, string Part)>();
        foreach (var (ids, part) in new[] { (split.Train, "train"), (split.Validation, "validation"), (split.Test, "test") })
        {
            placed.AddRange(ids.Select(id => (Find(byId, id, part), part)));
        }

        Compare(placed, c => c.Id, "the case");
        Compare(placed, c => c.Patient, "the patient");
        Compare(placed, c => c.VoxelDigest, "the scan with the voxels");
        return split;
    }

    private static SplitCase Find(Dictionary<string, SplitCase> byId, string id, string part) =>
        byId.TryGetValue(id, out var found) ? found : throw new InputException(
            $"split.{part}", $"names the case {id}, which is not in the data", "Name series of the store's catalogue.");

    private static void Compare(List<(SplitCase Case, string Part)> placed, Func<SplitCase, string> key, string what)
    {
        var seen = new Dictionary<string, (SplitCase Case, string Part)>(StringComparer.Ordinal);
        foreach (var (item, part) in placed)
        {
            var value = key(item);
            if (value.Length == 0 || seen.TryAdd(value, (item, part)))
            {
                continue;
            }

            var first = seen[value];
            if (first.Part != part || first.Case.Id == item.Id)
            {
                throw new InputException(
                    "split",
                    $"{what} {value} is in {first.Part} (series {first.Case.Id}) and in {part} (series {item.Id})",
                    "Put all series of a patient, and all copies of a scan, into one part.");
            }
        }
    }
}
