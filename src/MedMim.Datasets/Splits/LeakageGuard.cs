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

    /// <summary>Refuses an encoder that has seen somebody who is held out.</summary>
    /// <param name="seen">What it was pretrained on.</param>
    /// <param name="heldOut">The cases to validate and test on.</param>
    /// <param name="subject">What errors call the encoder.</param>
    /// <exception cref="InputException">It has seen a held-out series, patient or scan; the message names pseudonyms.</exception>
    public static void Check(SeenScans seen, IReadOnlyCollection<SplitCase> heldOut, string subject)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(heldOut);
        foreach (var (values, key, what) in new (IReadOnlyCollection<string>, Func<SplitCase, string>, string)[]
            { (seen.Cases, c => c.Id, "the series"), (seen.Patients, c => c.Patient, "the patient"), (seen.VoxelDigests, c => c.VoxelDigest, "the scan with the voxels") })
        {
            var known = values.ToHashSet(StringComparer.Ordinal);
            var found = heldOut.Where(c => key(c).Length > 0 && known.Contains(key(c))).OrderBy(key, StringComparer.Ordinal).ToList();
            if (found.Count > 0)
            {
                throw new InputException(
                    subject,
                    $"was pretrained on {found.Count} of the {heldOut.Count} series that are held out here, the first {what} {key(found[0])}",
                    "Pretrain without these patients, or test on others: figures for scans that an encoder has seen say nothing of new ones.");
            }
        }
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
