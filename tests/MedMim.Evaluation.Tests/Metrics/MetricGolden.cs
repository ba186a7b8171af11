using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Evaluation.Metrics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Metrics;

/// <summary>A case of <c>tests/goldens/metrics.json</c>; the script beside it says how its numbers were made.</summary>
internal sealed record MetricGolden(
    string Name, int[] Shape, double[] Spacing, string Reference, string Prediction, double Dice, double Iou,
    double ReferenceVolume, double PredictionVolume, LesionGolden Lesions, LesionGolden[] LesionsByIou, double Hd95, double Assd,
    double[] Nsd)
{
    [JsonIgnore]
    public VolumeGeometry Geometry => VolumeGeometry.Identity(
        new GridSize(Shape[0], Shape[1], Shape[2]), new Vector3(Spacing[2], Spacing[1], Spacing[0]));

    public static MetricGoldens Load() => JsonSerializer.Deserialize<MetricGoldens>(
        File.ReadAllText(Repository.Golden("metrics.json")), JsonSerializerOptions.Web)!;

    /// <summary>A packed mask as labels of the given value.</summary>
    public byte[] Unpack(string packed, byte label) => PackedMask.Unpack(packed, (int)Geometry.Size.Count, label);
}

internal sealed record MetricGoldens(double[] Taus, double[] Ious, MetricGolden[] Cases);

internal sealed record LesionGolden(int Reference, int Found, int Predicted, int FalsePositives, double? F1, double? Dice)
{
    public void Equals(LesionCounts counts)
    {
        Assert.Equal((Reference, Found, Predicted, FalsePositives), (counts.Reference, counts.Found, counts.Predicted, counts.FalsePositives));
        Figure.Equals(F1, counts.F1);
        Figure.Equals(Dice, counts.Dice);
    }
}
