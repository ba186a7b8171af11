namespace MedMim.Audit.Verification;

/// <summary>The first place where a log is not what was signed.</summary>
/// <param name="Sequence">The place in the log, from 0: all records before it are as they were written.</param>
/// <param name="Reason">What is wrong there, as a clause.</param>
public sealed record BadRecord(long Sequence, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"record {Sequence}: {Reason}";
}
