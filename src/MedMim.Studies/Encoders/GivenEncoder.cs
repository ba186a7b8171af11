using System.Globalization;
using System.Text.Json;
using MedMim.Foundation.Files;

namespace MedMim.Studies.Encoders;

/// <summary>What a study knows of an encoder that was made elsewhere: <c>given-encoder.json</c> beside its copy.</summary>
/// <param name="SourceDigest">SHA-256 of the file that was given.</param>
/// <param name="Loaded">Tensors taken as they were.</param>
/// <param name="Adapted">Tensors taken after a change of shape.</param>
/// <param name="ScansSeen">How many scans it was pretrained on; null where nothing says it.</param>
internal sealed record GivenEncoder(string SourceDigest, int Loaded, int Adapted, int? ScansSeen)
{
    /// <summary>Its file name.</summary>
    public const string FileName = "given-encoder.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>A sentence on it, for a report.</summary>
    /// <param name="folder">The folder with the file.</param>
    public static string Sentence(string folder)
    {
        var given = Read(folder);
        var seen = given.ScansSeen is { } scans
            ? string.Create(CultureInfo.InvariantCulture, $"pretrained on {scans} scans, none of them held out here")
            : "on which scans it was pretrained is not known";
        return $"Fine-tuned from an encoder made elsewhere (SHA-256 {given.SourceDigest["sha256:".Length..][..12]}…): {seen}.";
    }

    /// <summary>What it forbids to conclude.</summary>
    /// <param name="folder">The folder with the file.</param>
    /// <param name="arm">The arm that begins with it.</param>
    public static IEnumerable<string> Limits(string folder, string arm) => Read(folder).ScansSeen is not null
        ? []
        : [$"On which scans the encoder of the arm {arm} was pretrained is not known. If test patients were among them, its figures are too good."];

    /// <summary>Writes it into a folder, atomically.</summary>
    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    private static GivenEncoder Read(string folder) =>
        JsonSerializer.Deserialize<GivenEncoder>(File.ReadAllBytes(Path.Combine(folder, FileName)), Json)!;
}
