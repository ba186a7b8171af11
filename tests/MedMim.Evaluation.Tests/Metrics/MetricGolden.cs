using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Metrics;

/// <summary>A case of <c>tests/goldens/metrics.json</c>; the script beside it says how its numbers were made.</summary>
internal sealed record MetricGolden(
    string Name, int[] Shape, double[] Spacing, string Reference, string Prediction, double Dice, double ReferenceVolume,
    double PredictionVolume, LesionGolden Lesions, LesionGolden[] LesionsByIou, double Hd95, double[] Nsd)
{
    [JsonIgnore]
    public VolumeGeometry Geometry => VolumeGeometry.Identity(
        new GridSize(Shape[0], Shape[1], Shape[2]), new Vector3(Spacing[2], Spacing[1], Spacing[0]));

    public static MetricGoldens Load() => JsonSerializer.Deserialize<MetricGoldens>(
        File.ReadAllText(Repository.Golden("metrics.json")), JsonSerializerOptions.Web)!;

    /// <summary>A packed mask as labels of the given value.</summary>
    public byte[] Unpack(string packed, byte label)
    {
        var bits = Convert.FromBase64String(packed);
        return [.. Enumerable.Range(0, (int)Geometry.Size.Count).Select(i => (bits[i / 8] >> (i % 8) & 1) * label)
            .Select(v => (byte)v)];
    }
}

internal sealed record MetricGoldens(double[] Taus, double[] Ious, MetricGolden[] Cases);

internal sealed record LesionGolden(int Reference, int Found, int Predicted, int FalsePositives);
