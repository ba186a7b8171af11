using System.Text.Json;

namespace MedMim.Training.Tests.Optimizers;

/// <summary>What PyTorch 1.13 computed; see tests/goldens/optimizers.py, whose inputs are repeated here.</summary>
internal static class Goldens
{
    public static readonly float[] Weight = [0.5f, -1.25f, 2, 0.125f, 0.75f, -0.375f];
    public static readonly float[] Bias = [0.1f, -0.2f];
    public static readonly double[] Rates = [0.01, 0.02, 0.005];
    public static readonly (float[] Weight, float[] Bias)[] Gradients =
    [
        ([0.1f, -0.2f, 0.3f, 1, 0, -0.5f], [0.25f, -0.75f]),
        ([-0.4f, 0.1f, 0.2f, 0.5f, 0.05f, 0.5f], [-0.5f, 0.125f]),
        ([0.3f, 0.3f, -0.1f, -1.5f, 0.2f, 0.1f], [1, 2]),
    ];

    public static JsonElement Of(string name) =>
        JsonDocument.Parse(File.ReadAllText(Repository.Golden("optimizers.json"))).RootElement.GetProperty(name);

    public static float[] Floats(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetSingle())];
}
