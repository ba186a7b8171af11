using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedMim.Evaluation.Tests.Statistics;

/// <summary><c>tests/goldens/statistics.json</c>; the script beside it says how its numbers were made.</summary>
internal sealed record StatisticsGolden(int Replicates, BootstrapGolden[] Bootstrap, WilcoxonGolden[] Wilcoxon)
{
    public static StatisticsGolden Load() => JsonSerializer.Deserialize<StatisticsGolden>(
        File.ReadAllText(Repository.Golden("statistics.json")), JsonSerializerOptions.Web)!;
}

internal sealed record BootstrapGolden(
    double[] Sample,
    [property: JsonPropertyName("BCa95")] double[] Bca95,
    [property: JsonPropertyName("BCa80")] double[] Bca80,
    [property: JsonPropertyName("percentile95")] double[] Percentile95,
    [property: JsonPropertyName("percentile80")] double[] Percentile80);

internal sealed record WilcoxonGolden(double[] Differences, double P);
