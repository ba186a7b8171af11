using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>A network from volumes to volumes: a segmenter, or a reconstructor.</summary>
/// <param name="name">The module's name.</param>
public abstract class VolumeNetwork(string name) : nn.Module<Tensor, Tensor[]>(name), IWeightStarts, IStepRandomness
{
    /// <summary>Channels of the input.</summary>
    public abstract int InputChannels { get; }

    /// <summary>Channels of every output.</summary>
    public abstract int OutputChannels { get; }

    /// <summary>What every axis of an input must be a multiple of.</summary>
    public abstract Axes Divisor { get; }

    /// <summary>How the names of the encoder's parameters begin.</summary>
    public virtual IReadOnlyList<string> EncoderPrefixes => ["encoder."];

    /// <summary>How many levels the encoder has, from its input on: a level a stage or a block.</summary>
    public virtual int EncoderLevels => 1;

    /// <summary>The encoder's level that a parameter belongs to, from 0 at the input; null for the decoder and the output layers.</summary>
    /// <param name="parameter">Its name in the <c>state_dict</c>.</param>
    public virtual int? EncoderLevelOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return EncoderPrefixes.Any(p => parameter.StartsWith(p, StringComparison.Ordinal)) ? 0 : null;
    }

    /// <summary>
    /// How the names of the parameters begin that are carried over from pretraining: all but the output layers, where a
    /// decoder does not depend on the number of outputs; else the encoder's.
    /// </summary>
    public virtual IReadOnlyList<string> TransferPrefixes => EncoderPrefixes;

    /// <summary>
    /// The outputs, finest first: [n, <see cref="OutputChannels"/>, d, h, w] in the input's size, and with deep
    /// supervision further ones, each smaller by a stage's stride. Raw: no softmax.
    /// </summary>
    /// <param name="input">[n, <see cref="InputChannels"/>, d, h, w].</param>
    /// <exception cref="ArgumentException">The input's size is not a multiple of <see cref="Divisor"/>.</exception>
    public abstract override Tensor[] forward(Tensor input);

    /// <summary>
    /// As <see cref="forward"/>, but skip connections carry zeros: all that the output knows went through the coarsest
    /// features. The same where a network has none.
    /// </summary>
    /// <param name="input">[n, <see cref="InputChannels"/>, d, h, w].</param>
    public virtual Tensor[] ForwardThroughBottleneck(Tensor input) => forward(input);

    /// <summary>
    /// What the encoder makes of a volume: a map [n, features, d / s, h / s, w / s] a level, finest first, where s is the
    /// level's stride. A residual U-Net gives one a stage, a transformer its last tokens on their grid.
    /// </summary>
    /// <param name="input">[n, <see cref="InputChannels"/>, d, h, w].</param>
    /// <exception cref="ArgumentException">The input's size is not one that this network takes.</exception>
    public abstract Tensor[] Features(Tensor input);

    /// <inheritdoc/>
    public virtual WeightStart? StartOf(string parameter) => null;

    /// <inheritdoc/>
    public virtual void BeginStep(StreamKey key)
    {
    }
}
