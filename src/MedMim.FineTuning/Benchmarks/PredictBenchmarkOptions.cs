using MedMim.Imaging.Volumes;
using MedMim.Training.Options;

namespace MedMim.FineTuning.Benchmarks;

/// <summary>What is predicted in <see cref="PredictBenchmark"/>.</summary>
public sealed record PredictBenchmarkOptions
{
    /// <summary>A preset, or <c>conv</c>: a single convolution, so that all but the network is measured. Default <c>resenc-tiny</c>.</summary>
    public string Encoder { get; init; } = "resenc-tiny";

    /// <summary>Voxels of the made scan, [z, y, x]. Default 128³.</summary>
    public GridSize Size { get; init; } = new(128, 128, 128);

    /// <summary>Voxels of a window, [z, y, x]. Default 64³.</summary>
    public GridSize PatchSize { get; init; } = new(64, 64, 64);

    /// <summary>Classes, the background included; at least 2. Default 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>
    /// Spacing of the prepared grid where that of the scan is 1, along all axes; 1 (the default) resamples nothing. The scan is then
    /// brought to that grid, and the probabilities back.
    /// </summary>
    public double Spacing { get; init; } = 1;

    /// <summary>Distance between windows as a share of their size. Default 0.5.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>Windows at once. Default 4.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Numbers of the forward pass. Default float32.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.AtLeast("classes", Classes, 2);
        OptionRange.Within("spacing", Spacing, 0.25, 4);
        OptionRange.AtLeast("size", Math.Min(Size.Z, Math.Min(Size.Y, Size.X)), 1);
        OptionRange.AtLeast("patch", Math.Min(PatchSize.Z, Math.Min(PatchSize.Y, PatchSize.X)), 1);
    }
}
