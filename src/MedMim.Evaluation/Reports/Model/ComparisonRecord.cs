using System.Text.Json.Serialization;
using MedMim.Evaluation.Metrics;

namespace MedMim.Evaluation.Reports.Model;

/// <summary>A comparison of arms over numbers of labelled patients, seeds and folds.</summary>
public sealed record ComparisonRecord
{
    /// <summary>The numbers of labelled patients, ascending.</summary>
    public required IReadOnlyList<LabelledNumber> Labelled { get; init; }

    /// <summary>The keys of the arms that the others are compared with.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>Folds, seeds, what is the same for all arms.</summary>
    public required IReadOnlyList<NamedValue> Design { get; init; }

    /// <summary>How every segmenter was fine-tuned.</summary>
    public required IReadOnlyList<NamedValue> Finetuning { get; init; }

    /// <summary>Every measurement, each with its cell. <c>report.json</c> leaves them to <c>metrics.parquet</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<CaseMetrics> Cases { get; init; } = [];
}
