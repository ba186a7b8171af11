using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace MedMim.Models.Weights;

/// <summary>What a load of weights did, tensor by tensor.</summary>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="Entries">Every tensor of the model and every further one of the file, by name.</param>
public sealed record LoadReport(string Digest, IReadOnlyList<LoadEntry> Entries)
{
    /// <summary>Tensors taken as they are.</summary>
    [JsonIgnore]
    public int Loaded => Entries.Count(e => e.Status == LoadStatus.Loaded);

    /// <summary>Tensors taken after a change.</summary>
    [JsonIgnore]
    public int Adapted => Entries.Count(e => e.Status == LoadStatus.Adapted);

    /// <summary>Tensors not taken.</summary>
    [JsonIgnore]
    public int Skipped => Entries.Count(e => e.Status == LoadStatus.Skipped);

    /// <summary>One line a tensor, and a last line with the counts.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var entry in Entries)
        {
            var shape = string.Join('×', entry.ModelShape ?? entry.FileShape ?? []);
            var reason = entry.Reason.Length > 0 ? $"  ({entry.Reason})" : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"{entry.Status,-8} {entry.Name} [{shape}]{reason}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{Loaded} loaded, {Adapted} adapted, {Skipped} skipped").ToString();
    }
}
