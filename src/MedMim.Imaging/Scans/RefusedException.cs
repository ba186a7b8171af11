namespace MedMim.Imaging.Scans;

/// <summary>A file or series that cannot be read, with its reason. The caller records it and goes on.</summary>
public sealed class RefusedException(Refusal refusal, Exception? inner = null)
    : Exception($"{refusal?.Code}: {refusal?.Reason}", inner)
{
    /// <summary>Why.</summary>
    public Refusal Refusal { get; } = refusal ?? throw new ArgumentNullException(nameof(refusal));
}
