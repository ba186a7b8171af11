using TorchSharp;

namespace MedMim.Training;

/// <summary>The outcome of one forward pass.</summary>
/// <param name="Loss">A scalar tensor that can be differentiated.</param>
/// <param name="CaseIds">Pseudonyms of the cases in the batch: named when the loss is not finite.</param>
/// <param name="Figures">
/// More numbers for the log, such as <c>dice</c>, in the order given. They must be reproducible: no times.
/// </param>
public sealed record StepLoss(
    torch.Tensor Loss, IReadOnlyList<string> CaseIds, IReadOnlyList<KeyValuePair<string, double>>? Figures = null)
{
    /// <summary>How long the forward pass had to wait for its data; goes to the times, not to the log.</summary>
    public TimeSpan DataWait { get; init; }
}
