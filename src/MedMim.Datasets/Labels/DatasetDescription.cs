using System.Globalization;
using System.Text.Json;

namespace MedMim.Datasets.Labels;

/// <summary>What the <c>dataset.json</c> of nnU-Net or the Medical Segmentation Decathlon says of its channels.</summary>
public static class DatasetDescription
{
    private const int LargestFile = 16 << 20;

    /// <summary>
    /// Modalities by channel number: <c>channel_names</c> (nnU-Net v2) or <c>modality</c> (v1, Decathlon). Empty where the
    /// file is none of these: many data sets have a file of this name.
    /// </summary>
    public static IReadOnlyDictionary<int, string> ReadChannels(string path)
    {
        var channels = new Dictionary<int, string>();
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                return channels;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && (root.TryGetProperty("channel_names", out var names) || root.TryGetProperty("modality", out names))
                && names.ValueKind == JsonValueKind.Object)
            {
                foreach (var entry in names.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.String))
                {
                    if (int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    {
                        channels[number] = VolumeNaming.ModalityOf(entry.Value.GetString()!);
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            channels.Clear();
        }

        return channels;
    }
}
