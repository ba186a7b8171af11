namespace MedMim.Models.Weights;

/// <summary>
/// Finds the tensors of a file under the names that they have in a model: without wrappers' prefixes, and with <c>encoder.</c>
/// taken away or put before where that makes more of them fit, for a file of an encoder alone or of one inside another network.
/// </summary>
internal static class NameMatching
{
    private const string Encoder = "encoder.";

    private static readonly Func<string, string>[] Readings =
    [
        name => name,
        name => name.StartsWith(Encoder, StringComparison.Ordinal) ? name[Encoder.Length..] : name,
        name => Encoder + name,
    ];

    /// <summary>The file's tensors by the model's names; those the model has none of keep their own.</summary>
    public static Dictionary<string, WeightEntry> Match(IEnumerable<WeightEntry> tensors, IReadOnlySet<string> model)
    {
        var entries = tensors.ToList();
        return Readings.Select(reading => Read(entries, reading)).MaxBy(named => named.Keys.Count(model.Contains))!;
    }

    private static Dictionary<string, WeightEntry> Read(List<WeightEntry> entries, Func<string, string> reading)
    {
        var named = new Dictionary<string, WeightEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var name = reading(PublicNames.Canonical(entry.Name));
            // Of several names for one tensor, the model's own counts.
            if (name == entry.Name || !named.ContainsKey(name))
            {
                named[name] = entry;
            }
        }

        return named;
    }
}
