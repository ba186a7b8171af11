using MedMim.Models.Networks;

namespace MedMim.FineTuning.Planning;

/// <summary>
/// Estimates the resident memory of a process that trains a segmenter on a processor in float32: what the program itself
/// takes, four numbers a weight (itself, gradient, two moments), what the layers keep for the way back, and what the loss
/// makes of the outputs. The factors were fitted to measured peaks, a fit a family (<c>bench/results</c> says how well).
/// </summary>
/// <param name="encoder">The preset.</param>
/// <param name="classes">Outputs, the background included.</param>
/// <param name="deepSupervision">Whether every decoder stage is supervised.</param>
public sealed class TrainingMemory(string encoder, int classes, bool deepSupervision)
{
    private const double Mebibyte = 1 << 20;

    // In the order of the text above; the second and third are copies of what ActivationCount counts.
    private readonly (double Program, double Hidden, double Output) factors =
        EncoderPresets.IsPrimus(encoder) ? (215 * Mebibyte, 1.87, 11.4) : (240 * Mebibyte, 2.7, 0.6);

    private readonly long parameters = CountParameters(encoder, classes);

    /// <summary>Bytes at the peak.</summary>
    /// <param name="patch">Voxels of a crop, [z, y, x].</param>
    /// <param name="batch">Crops in a batch.</param>
    public double Estimate(Axes patch, int batch) =>
        factors.Program + (16.0 * parameters) + (4.0 * batch * (
            (factors.Hidden * ActivationCount.Hidden(encoder, patch))
            + (factors.Output * classes * ActivationCount.Output(encoder, patch, deepSupervision))));

    private static long CountParameters(string encoder, int classes)
    {
        // A transformer's positions depend on the patch; they are few.
        using var network = EncoderPresets.Create(encoder, classes, patchSize: EncoderPresets.Divisor(encoder));
        return network.parameters().Sum(p => p.numel());
    }
}
