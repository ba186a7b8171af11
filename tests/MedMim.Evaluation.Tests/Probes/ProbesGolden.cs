using System.Text.Json;
using MedMim.Evaluation.Probes;

namespace MedMim.Evaluation.Tests.Probes;

/// <summary><c>tests/goldens/probes.json</c>; the script beside it says how its numbers were made.</summary>
internal sealed record ProbesGolden(LinearGolden[] Linear, NeighboursGolden[] Neighbours, ComponentsGolden[] Components)
{
    public static ProbesGolden Load() => JsonSerializer.Deserialize<ProbesGolden>(
        File.ReadAllText(Repository.Golden("probes.json")), JsonSerializerOptions.Web)!;
}

internal sealed record LinearGolden(
    int Columns, int Classes, double Penalty, float[] Vectors, int[] Labels, double[] Weights, double[] Probabilities)
{
    public FeatureMatrix Matrix => new(Vectors, Columns);
}

internal sealed record NeighboursGolden(
    int Columns, int Classes, int Neighbours, float[] Bank, int[] Labels, float[] Queries, int[] Answers);

internal sealed record ComponentsGolden(int Columns, float[] Vectors, double[] Axes, double[] Shares);
