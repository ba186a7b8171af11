using System.Text.Json.Serialization;
using Parquet.Serialization.Attributes;

namespace MedMim.Evaluation.Probes;

/// <summary>A row of <c>probe.parquet</c>: a patient's answers under one encoder, probe and seed. Undefined values are null.</summary>
internal sealed class ProbeScoreRow
{
    [JsonPropertyName("task"), ParquetRequired] public string Task { get; set; } = string.Empty;

    [JsonPropertyName("encoder"), ParquetRequired] public string Encoder { get; set; } = string.Empty;

    [JsonPropertyName("probe"), ParquetRequired] public string Probe { get; set; } = string.Empty;

    [JsonPropertyName("seed")] public long Seed { get; set; }

    [JsonPropertyName("patient"), ParquetRequired] public string Patient { get; set; } = string.Empty;

    [JsonPropertyName("class"), ParquetRequired] public string Class { get; set; } = string.Empty;

    [JsonPropertyName("recall")] public double? Recall { get; set; }

    [JsonPropertyName("f1")] public double? F1 { get; set; }

    public static IEnumerable<ProbeScoreRow> From(ProbeTask task, ProbeAnswer answer) => task.Classes.Select((name, c) => new ProbeScoreRow
    {
        Task = task.Name,
        Encoder = answer.Encoder,
        Probe = answer.Probe.ToString().ToLowerInvariant(),
        Seed = (long)answer.Seed,
        Patient = answer.Patient,
        Class = name,
        Recall = answer.Confusion.Recall(c),
        F1 = answer.Confusion.F1(c),
    });
}
