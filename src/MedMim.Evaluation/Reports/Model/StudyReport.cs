using MedMim.Evaluation.Calibration;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Model;

/// <summary>
/// All that a report tells. Neutral: whoever runs a study fills it, and the writers read nothing else. Everything but
/// <see cref="Circumstances"/> is a function of protocol, data and seed. No patient identifiers, only pseudonyms.
/// </summary>
public sealed record StudyReport
{
    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>The question it asks, in a sentence; empty where the protocol gives none.</summary>
    public string Question { get; init; } = string.Empty;

    /// <summary>The protocol.</summary>
    public required ProtocolRecord Protocol { get; init; }

    /// <summary>The cohort.</summary>
    public required CohortRecord Cohort { get; init; }

    /// <summary>How scans were prepared, as run.</summary>
    public IReadOnlyList<NamedValue> Preparation { get; init; } = [];

    /// <summary>The pretraining; null for a study without one.</summary>
    public PretrainingRecord? Pretraining { get; init; }

    /// <summary>The arms, in the order in which they are shown.</summary>
    public required IReadOnlyList<ArmRecord> Arms { get; init; }

    /// <summary>The labels, ascending.</summary>
    public required IReadOnlyList<LabelName> Labels { get; init; }

    /// <summary>The results: a row a case and arm.</summary>
    public required IReadOnlyList<CaseMetrics> Cases { get; init; }

    /// <summary>
    /// The comparison; null for a study of one split. Where there is one, <see cref="Cases"/> are those of the most labelled
    /// patients, and a case may stand there once for each seed.
    /// </summary>
    public ComparisonRecord? Comparison { get; init; }

    /// <summary>The detection; null for a study without it.</summary>
    public DetectionRecord? Detection { get; init; }

    /// <summary>Calibration by arm and label; empty where no arm kept its probabilities.</summary>
    public IReadOnlyList<CalibrationFigures> Calibration { get; init; } = [];

    /// <summary>How the test cases were scanned, a row a case; empty where nothing is known.</summary>
    public IReadOnlyList<CaseOrigin> Origins { get; init; } = [];

    /// <summary>The metrics' conventions.</summary>
    public required MetricOptions Conventions { get; init; }

    /// <summary>How intervals are made.</summary>
    public required BootstrapOptions Bootstrap { get; init; }

    /// <summary>The gallery.</summary>
    public IReadOnlyList<OverlayRecord> Overlays { get; init; } = [];

    /// <summary>How much of the scans the written report may hold; what is more, of the gallery or of pretraining, stays out of it.</summary>
    public ScanDisplay Scans { get; init; }

    /// <summary>What the study cannot show, in sentences; the report adds its own.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Times, machine and audit log.</summary>
    public required RunCircumstances Circumstances { get; init; }
}
