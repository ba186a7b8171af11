namespace MedMim.Imaging.Scans;

/// <summary>Why a file or a series cannot be used.</summary>
/// <param name="Code">A stable code in kebab case from <see cref="RefusalCodes"/>, such as <c>truncated</c>.</param>
/// <param name="Reason">A sentence that a person understands. No patient data and no file name in it.</param>
public sealed record Refusal(string Code, string Reason);
