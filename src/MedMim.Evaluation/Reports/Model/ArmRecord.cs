namespace MedMim.Evaluation.Reports.Model;

/// <summary>One arm of the study. Its results are the rows of <see cref="StudyReport.Cases"/> with its key.</summary>
public sealed record ArmRecord
{
    /// <summary>Its key in <c>CaseMetrics.Arm</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for a reader, such as <c>Pretrained</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required ArmKind Kind { get; init; }

    /// <summary>A sentence on it.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The options as run.</summary>
    public IReadOnlyList<NamedValue> Options { get; init; } = [];

    /// <summary>The load report's counts; null where nothing was loaded.</summary>
    public LoadSummary? Load { get; init; }

    /// <summary>The training loss.</summary>
    public IReadOnlyList<CurvePoint> Loss { get; init; } = [];
}
