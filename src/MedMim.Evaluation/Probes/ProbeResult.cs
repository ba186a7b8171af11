namespace MedMim.Evaluation.Probes;

/// <summary>What came of one question.</summary>
/// <param name="Task">The question.</param>
/// <param name="Patients">How many patients were tested.</param>
/// <param name="Scans">How many scans of theirs.</param>
/// <param name="Figures">By probe and encoder.</param>
/// <param name="Answers">What the figures were made from.</param>
public sealed record ProbeResult(
    ProbeTask Task, int Patients, int Scans, IReadOnlyList<ProbeFigure> Figures, IReadOnlyList<ProbeAnswer> Answers);
