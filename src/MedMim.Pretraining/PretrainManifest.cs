using System.Text.Json;
using MedMim.Pretraining.Options;

namespace MedMim.Pretraining;

/// <summary>What a pretraining run made, and from what: <c>pretrain.json</c>. Written last, so a run with it is complete.</summary>
public sealed record PretrainManifest
{
    /// <summary>The version that this program writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The manifest's name in a run's folder.</summary>
    public const string FileName = "pretrain.json";

    /// <summary>The weights' name beside it.</summary>
    public const string EncoderName = "encoder.safetensors";

    /// <summary>Version of the layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The options.</summary>
    public required PretrainOptions Options { get; init; }

    /// <summary>Digest of the options.</summary>
    public required string OptionsDigest { get; init; }

    /// <summary>Digest of the cases' ids, voxels and tissue priors, and of their labels where these guide the masks.</summary>
    public required string DataDigest { get; init; }

    /// <summary>Pseudonyms of the cases, sorted.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Pseudonyms of their patients, sorted; empty where an older program wrote the manifest.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];

    /// <summary>SHA-256 of the stored voxels of each case, sorted: the same scan under another key has the same.</summary>
    public IReadOnlyList<string> VoxelDigests { get; init; } = [];

    /// <summary>Optimizer steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Mean loss of the first logged steps (a tenth of them, at least one).</summary>
    public required double FirstLoss { get; init; }

    /// <summary>Mean loss of the last logged steps (a tenth of them, at least one).</summary>
    public required double LastLoss { get; init; }

    /// <summary>What was hidden.</summary>
    public required MaskingRecord Masking { get; init; }

    /// <summary>Trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>Digest of <c>encoder.safetensors</c>.</summary>
    public required string EncoderDigest { get; init; }

    /// <summary>Reads the manifest of a folder; null where there is none, or none of this format.</summary>
    public static PretrainManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<PretrainManifest>(File.ReadAllText(path), PretrainJson.Options)
                is { Format: CurrentFormat } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
