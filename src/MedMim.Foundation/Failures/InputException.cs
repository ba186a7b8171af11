namespace MedMim.Foundation.Failures;

/// <summary>
/// What a person handed in cannot be used: a file, a folder, an option, a field of a protocol. The program ends with
/// exit code 2 and prints <see cref="Exception.Message"/> alone, so the message names the file, the field and the remedy.
/// </summary>
/// <remarks>Never put a patient's name, identifier or birth date, or any value read from a scan's header, into it.</remarks>
public sealed class InputException : Exception
{
    /// <param name="problem">What is wrong, in one clause: <c>is not a NIfTI file: the magic bytes are missing</c>.</param>
    /// <param name="subject">The file, folder, option or field at fault, as the person wrote it.</param>
    /// <param name="remedy">What to do about it, as an imperative sentence.</param>
    /// <param name="inner">The failure underneath, if any.</param>
    public InputException(string subject, string problem, string remedy, Exception? inner = null)
        : base($"{subject}: {problem}. {remedy}", inner)
    {
        Subject = subject;
        Problem = problem;
        Remedy = remedy;
    }

    /// <summary>The file, folder, option or field at fault.</summary>
    public string Subject { get; }

    /// <summary>What is wrong with it.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
