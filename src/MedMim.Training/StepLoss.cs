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
    /// <summary>How long the forward pass had to wait for its data, their augmentation in between included; goes to the times, not to the log.</summary>
    public TimeSpan DataWait { get; init; }

    /// <summary>The part of the forward pass that compared the network's answer with what it should be; goes to the times.</summary>
    public TimeSpan LossTime { get; init; }

    /// <summary>
    /// What the loss is a mean of, beside the other ranks' parts of the same batch: voxels that count, say. With it the mean over
    /// all ranks is the mean that one process would have computed. At least 0; default 1. Asked for only where there are other
    /// ranks, since a number from a GPU is waited for.
    /// </summary>
    public Func<double> Weight { get; init; } = () => 1;
}
