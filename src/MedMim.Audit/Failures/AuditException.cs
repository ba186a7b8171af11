namespace MedMim.Audit.Failures;

/// <summary>
/// An audit log or key that cannot be used as it is. The message names the file, the problem and the remedy. This
/// project stands alone, so it has its own type; the program above reports it as bad input.
/// </summary>
public sealed class AuditException : Exception
{
    /// <param name="subject">The file or field at fault.</param>
    /// <param name="problem">What is wrong, in one clause.</param>
    /// <param name="remedy">What to do about it, as an imperative sentence.</param>
    /// <param name="inner">The failure underneath, if any.</param>
    public AuditException(string subject, string problem, string remedy, Exception? inner = null)
        : base($"{subject}: {problem}. {remedy}", inner)
    {
        Subject = subject;
        Problem = problem;
        Remedy = remedy;
    }

    /// <summary>The file or field at fault.</summary>
    public string Subject { get; }

    /// <summary>What is wrong with it.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
