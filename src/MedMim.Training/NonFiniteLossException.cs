namespace MedMim.Training;

/// <summary>
/// The loss or the gradient is not a finite number, so training cannot go on. The weights were not touched by the step,
/// and the last checkpoint is kept.
/// </summary>
public sealed class NonFiniteLossException : Exception
{
    /// <param name="step">The step that failed, from 0.</param>
    /// <param name="quantity"><c>loss</c> or <c>gradient norm</c>.</param>
    /// <param name="caseIds">Pseudonyms of the cases in the step's batch; none where another rank had them.</param>
    public NonFiniteLossException(long step, string quantity, IReadOnlyList<string> caseIds)
        : base(caseIds.Count == 0
            ? $"step {step}: the {quantity} of another rank is not finite; that rank names the cases."
            : $"step {step}: the {quantity} is not finite; the batch held {string.Join(", ", caseIds.Distinct(StringComparer.Ordinal))}. "
                + "Look for bad voxels in these cases, or lower the learning rate.")
    {
        Step = step;
        CaseIds = caseIds;
    }

    /// <summary>The step that failed, from 0.</summary>
    public long Step { get; }

    /// <summary>Pseudonyms of the cases in the step's batch.</summary>
    public IReadOnlyList<string> CaseIds { get; }

    /// <summary>Throws unless a value is a finite number.</summary>
    internal static void ThrowUnlessFinite(long step, string quantity, double value, IReadOnlyList<string> caseIds)
    {
        if (!double.IsFinite(value))
        {
            throw new NonFiniteLossException(step, quantity, caseIds);
        }
    }
}
