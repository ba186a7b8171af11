using System.Text.Json.Serialization;

namespace MedMim.Evaluation.Reports.Model;

/// <summary>How the archive became training and test patients.</summary>
public sealed record CohortRecord
{
    /// <summary>Files in the archive.</summary>
    public required int FilesFound { get; init; }

    /// <summary>Series that became volumes of the store.</summary>
    public required int SeriesStored { get; init; }

    /// <summary>Patients with a stored series.</summary>
    public required int Patients { get; init; }

    /// <summary>Stored series with a label.</summary>
    public required int SeriesLabelled { get; init; }

    /// <summary>Series that the encoder was pretrained on.</summary>
    public required int PretrainingSeries { get; init; }

    /// <summary>Patients that the segmenters were fine-tuned on.</summary>
    public required int TrainPatients { get; init; }

    /// <summary>Their labelled series.</summary>
    public required int TrainSeries { get; init; }

    /// <summary>Patients held out from every training.</summary>
    public required int TestPatients { get; init; }

    /// <summary>Their labelled series.</summary>
    public required int TestSeries { get; init; }

    /// <summary>Folds of a comparison; null for one split. With folds, those who train are counted in the fold that has most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Folds { get; init; }

    /// <summary>What was refused, by reason.</summary>
    public IReadOnlyList<RefusalCount> Refusals { get; init; } = [];

    /// <summary>Further facts: modalities, scanners, ages of the data.</summary>
    public IReadOnlyList<NamedValue> Facts { get; init; } = [];
}
