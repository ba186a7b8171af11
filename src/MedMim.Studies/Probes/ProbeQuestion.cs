using MedMim.Datasets.Splits;
using MedMim.Evaluation.Probes;

namespace MedMim.Studies.Probes;

/// <summary>A question, and the scans that it can be asked of.</summary>
/// <param name="Task">The question.</param>
/// <param name="Cases">The scans.</param>
/// <param name="ClassOf">The class of each scan, an index into the task's; null where voxels have classes of their own.</param>
internal sealed record ProbeQuestion(ProbeTask Task, IReadOnlyList<SplitCase> Cases, IReadOnlyDictionary<string, int>? ClassOf)
{
    /// <summary>A question about whole scans, from the name of each scan's class.</summary>
    public static ProbeQuestion OfScans(string name, IReadOnlyList<SplitCase> cases, IReadOnlyDictionary<string, string> classes)
    {
        string[] names = [.. classes.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new(
            new(name, names, IsPooled: true), [.. cases.Where(c => classes.ContainsKey(c.Id))],
            classes.ToDictionary(c => c.Key, c => Array.IndexOf(names, c.Value), StringComparer.Ordinal));
    }
}
