namespace MedMim.Evaluation.Reports.Model;

/// <summary>What differs when the same study is run again: times, machine, audit log. No part of the study's digest.</summary>
public sealed record RunCircumstances
{
    /// <summary>The run's name.</summary>
    public required string RunId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the report was written.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>The command that was typed, without paths that name a patient.</summary>
    public required string Command { get; init; }

    /// <summary>Versions: MedMim, .NET, libtorch, GDCM, ITK.</summary>
    public IReadOnlyList<NamedValue> Software { get; init; } = [];

    /// <summary>Processor, memory, GPU.</summary>
    public IReadOnlyList<NamedValue> Hardware { get; init; } = [];

    /// <summary>Stages and their times.</summary>
    public IReadOnlyList<TimingRecord> Timings { get; init; } = [];

    /// <summary>The audit log; null where the report was written outside a run.</summary>
    public AuditRecord? Audit { get; init; }
}
