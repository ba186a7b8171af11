using System.Text.Json;
using MedMim.Foundation.Files;

namespace MedMim.Studies.Running;

/// <summary>
/// Proof that a step was done, and from what. A step is done again exactly when its receipt no longer matches what it
/// would be made from, or one of its outputs is missing or changed.
/// </summary>
/// <param name="Step">The step's name.</param>
/// <param name="Settings">Digest of the settings that shape its result.</param>
/// <param name="Inputs">Digests of what it reads, by name.</param>
/// <param name="Facts">What a report says of the step: counts and short words. No patient data, no times.</param>
public sealed record StepReceipt(
    string Step,
    string Settings,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Facts)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Reads a receipt; null where there is none that can be read, so that the step is done again.</summary>
    public static StepReceipt? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<StepReceipt>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the receipt atomically.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Whether a step with these settings and inputs is the one that was done.</summary>
    public bool Matches(string settings, IReadOnlyDictionary<string, string> inputs) =>
        Settings == settings
        && Inputs.Count == inputs.Count
        && Inputs.All(i => inputs.TryGetValue(i.Key, out var digest) && digest == i.Value);
}
