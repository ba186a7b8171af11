using MedMim.Training.Options;

namespace MedMim.FineTuning.Inference;

/// <summary>How a whole volume is predicted window by window.</summary>
public sealed record SlidingWindowOptions
{
    /// <summary>Distance between windows as a share of their size, above 0 to 1; default 0.5.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>
    /// Windows predicted at once. At least 1; default 4. With one at a time libtorch takes its slow convolution for the
    /// small volumes at the bottom of a U-Net (at::conv3d leaves oneDNN aside for one sample of up to 20,480 values).
    /// </summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Whether each window is predicted in all eight mirrorings, which are averaged. Default no.</summary>
    public bool Mirror { get; init; }

    /// <summary>Numbers of the forward pass. Default float32.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>
    /// Bytes up to which the sums of probabilities (classes × a window's depth × the slices' area) are kept in 32-bit floating
    /// point; above, they are kept in 16 bits, and a probability is off by up to 6.2e-5. Default 1 GiB.
    /// </summary>
    public long SumsLimit { get; init; } = 1L << 30;

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Within("step", Step, 0.05, 1);
        OptionRange.AtLeast("batch_size", BatchSize, 1);
        OptionRange.Defined("precision", Precision);
    }
}
