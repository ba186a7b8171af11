using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Deidentification;

namespace MedMim.Datasets.Deidentification;

/// <summary><c>deidentification.json</c>: how the files beside it were protected, and how many there are. No identifiers.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Version">Of the format.</param>
/// <param name="Profile">The profile and the standard's edition.</param>
/// <param name="KeyCheck">A pseudonym of nothing: tells one key from another.</param>
/// <param name="Settings">Digest of the policy and of the program's rules.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Counts">Files by outcome; null while a run has not ended.</param>
internal sealed record OutputManifest(
    string Format,
    int Version,
    string Profile,
    string KeyCheck,
    string Settings,
    DeidentificationPolicy Policy,
    OutcomeCounts? Counts)
{
    public const string FormatName = "medmim-deidentified";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Reads the manifest of a folder, or null where there is none.</summary>
    /// <exception cref="InputException">It is no manifest.</exception>
    public static OutputManifest? Read(string output)
    {
        var path = OutputFiles.Manifest(output);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var manifest = JsonSerializer.Deserialize<OutputManifest>(File.ReadAllText(path), Json);
            return manifest?.Format == FormatName ? manifest : throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InputException(path, "is damaged or written by another program", "Name another folder for the output.", e);
        }
    }

    public void Write(string output) => AtomicFile.WriteText(OutputFiles.Manifest(output), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>The digest of what decides how a file is protected.</summary>
    public static string SettingsOf(DeidentificationPolicy policy) =>
        ContentDigest.OfText($"{Deidentifier.RulesVersion} {JsonSerializer.Serialize(policy, Json)}");
}
