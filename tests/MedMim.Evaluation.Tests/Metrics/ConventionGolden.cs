using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Evaluation.Metrics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Metrics;

/// <summary>A case of <c>tests/goldens/conventions.json</c>; the script beside it says how its numbers were made.</summary>
internal sealed record ConventionGolden(
    string Name, int[] Shape, double[] Spacing, string Reference, string Prediction, SurfaceGolden DeepMind, SurfaceGolden Monai,
    BratsGolden BratsGlioma, BratsGolden BratsMeningioma, BratsGolden BratsMetastasis)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static ConventionGoldens Load() =>
        JsonSerializer.Deserialize<ConventionGoldens>(File.ReadAllText(Repository.Golden("conventions.json")), Json)!;

    public LabelMetrics Measure(MetricOptions options)
    {
        var geometry = VolumeGeometry.Identity(new GridSize(Shape[0], Shape[1], Shape[2]), new Vector3(Spacing[2], Spacing[1], Spacing[0]));
        var voxels = (int)geometry.Size.Count;
        return LabelMeasurement.Measure(
            PackedMask.Unpack(Reference, voxels, 1), PackedMask.Unpack(Prediction, voxels, 1), geometry, 1, options);
    }
}

internal sealed record ConventionGoldens(double[] Taus, ConventionGolden[] Cases);

/// <summary>Undefined figures are null.</summary>
internal sealed record SurfaceGolden(double? Dice, double? Hd95, double? Assd, double?[] Nsd);

internal sealed record BratsGolden(int Reference, int Found, int Predicted, int FalsePositives, double Dice, double Hd95);
