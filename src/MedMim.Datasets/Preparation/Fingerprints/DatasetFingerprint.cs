using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Preparation.Fingerprints;

/// <summary>
/// <c>prepared/dataset_fingerprint.json</c>, with nnU-Net's keys and their meaning: sizes, spacings and intensities of
/// the training cases, from which the plan takes its numbers. Lists are in the order of the cases' ids.
/// </summary>
public sealed record DatasetFingerprint
{
    /// <summary>The file's name in the folder of prepared cases.</summary>
    public const string FileName = "dataset_fingerprint.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>A channel's intensities by its number, as text.</summary>
    [JsonPropertyName("foreground_intensity_properties_per_channel")]
    public required SortedDictionary<string, ForegroundIntensities> Foreground { get; init; }

    /// <summary>Median over the cases of the share of voxels that the crop leaves.</summary>
    [JsonPropertyName("median_relative_size_after_cropping")]
    public required double MedianRelativeSizeAfterCropping { get; init; }

    /// <summary>Voxels along z, y, x of each case after reorientation and crop.</summary>
    [JsonPropertyName("shapes_after_crop")]
    public required IReadOnlyList<int[]> ShapesAfterCrop { get; init; }

    /// <summary>Spacing along z, y, x of each case after reorientation, mm.</summary>
    [JsonPropertyName("spacings")]
    public required IReadOnlyList<double[]> Spacings { get; init; }

    /// <summary>What it was taken from.</summary>
    [JsonPropertyName("medmim")]
    public required FingerprintSource Source { get; init; }

    /// <summary>The foreground intensities of a modality; null where no training case has it.</summary>
    public ForegroundIntensities? ForegroundOf(string modality)
    {
        for (var i = 0; i < Source.Channels.Count; i++)
        {
            if (Source.Channels[i] == modality)
            {
                return Foreground[i.ToString(CultureInfo.InvariantCulture)];
            }
        }

        return null;
    }

    /// <summary>Reads the fingerprint of a folder of prepared cases.</summary>
    public static DatasetFingerprint Read(string folder) =>
        JsonSerializer.Deserialize<DatasetFingerprint>(File.ReadAllBytes(Path.Combine(folder, FileName)), Json)!;

    internal void Write(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}
