using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Training.Memory;

/// <summary>
/// Estimates the resident memory of a process that trains a network on a processor in float32: what the program itself
/// takes, four numbers a weight (itself, gradient, two moments), what the layers keep for the way back, and what the loss
/// makes of the outputs. The factors were fitted to measured peaks, a fit a family (<c>bench/results</c> says how well).
/// </summary>
public sealed class TrainingMemory
{
    private const double Mebibyte = 1 << 20;

    private readonly int outputs;
    private readonly bool deepSupervision;
    private readonly long parameters;

    // In the order of the text above; the second and third are copies of what ActivationCount counts.
    private readonly (double Program, double Hidden, double Output) factors;

    /// <summary>Of a network that is yet to be made.</summary>
    /// <param name="encoder">The preset.</param>
    /// <param name="outputs">Channels of its output; of a segmenter the classes, the background included.</param>
    /// <param name="deepSupervision">Whether every decoder stage is supervised.</param>
    public TrainingMemory(string encoder, int outputs, bool deepSupervision)
        : this(encoder, outputs, deepSupervision, CountParameters(encoder, outputs))
    {
    }

    /// <summary>Of a network that is there already.</summary>
    /// <param name="encoder">Its preset.</param>
    /// <param name="outputs">Channels of its output.</param>
    /// <param name="deepSupervision">Whether every decoder stage is supervised.</param>
    /// <param name="network">The network.</param>
    public TrainingMemory(string encoder, int outputs, bool deepSupervision, nn.Module network)
        : this(encoder, outputs, deepSupervision, network.parameters().Sum(p => p.numel()))
    {
    }

    private TrainingMemory(string encoder, int outputs, bool deepSupervision, long parameters)
    {
        (Encoder, this.outputs, this.deepSupervision, this.parameters) = (encoder, outputs, deepSupervision, parameters);
        factors = EncoderPresets.IsPrimus(encoder) ? (215 * Mebibyte, 1.87, 11.4) : (240 * Mebibyte, 2.7, 0.6);
    }

    /// <summary>The preset.</summary>
    public string Encoder { get; }

    /// <summary>Bytes at the peak.</summary>
    /// <param name="patch">Voxels of a crop, [z, y, x].</param>
    /// <param name="batch">Crops in a batch.</param>
    public double Estimate(Axes patch, int batch) =>
        factors.Program + (16.0 * parameters) + (4.0 * batch * (
            (factors.Hidden * ActivationCount.Hidden(Encoder, patch))
            + (factors.Output * outputs * ActivationCount.Output(Encoder, patch, deepSupervision))));

    private static long CountParameters(string encoder, int outputs)
    {
        // A transformer's positions depend on the patch; they are few.
        using var network = EncoderPresets.Create(encoder, outputs, patchSize: EncoderPresets.Divisor(encoder));
        return network.parameters().Sum(p => p.numel());
    }
}
