using MedMim.Foundation.Failures;

namespace MedMim.Pretraining.Objectives;

/// <summary>What the network is asked for.</summary>
public sealed record ReconstructionOptions
{
    /// <summary>The loss. Default mean squared error, as nnssl.</summary>
    public ReconstructionLoss Loss { get; init; } = ReconstructionLoss.MeanSquared;

    /// <summary>
    /// Whether the target is brought to mean 0 and deviation 1 within each mask unit (MAE's normalised pixels, He et al.,
    /// arXiv 2111.06377). Default no.
    /// </summary>
    public bool NormaliseTarget { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Loss))
        {
            throw new InputException("loss", $"is {Loss}", $"Choose one of {string.Join(", ", Enum.GetNames<ReconstructionLoss>())}.");
        }
    }
}
