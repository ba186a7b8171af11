using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>A network from volumes to volumes: a segmenter, or a reconstructor.</summary>
/// <param name="name">The module's name.</param>
public abstract class VolumeNetwork(string name) : nn.Module<Tensor, Tensor[]>(name)
{
    /// <summary>Channels of the input.</summary>
    public abstract int InputChannels { get; }

    /// <summary>Channels of every output.</summary>
    public abstract int OutputChannels { get; }

    /// <summary>What every axis of an input must be a multiple of.</summary>
    public abstract Axes Divisor { get; }

    /// <summary>
    /// The outputs, finest first: [n, <see cref="OutputChannels"/>, d, h, w] in the input's size, and with deep
    /// supervision further ones, each smaller by a stage's stride. Raw: no softmax.
    /// </summary>
    /// <param name="input">[n, <see cref="InputChannels"/>, d, h, w].</param>
    /// <exception cref="ArgumentException">The input's size is not a multiple of <see cref="Divisor"/>.</exception>
    public abstract override Tensor[] forward(Tensor input);
}
