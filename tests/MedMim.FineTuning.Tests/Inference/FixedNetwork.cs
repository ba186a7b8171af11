using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>A network without weights: a function of the input.</summary>
internal sealed class FixedNetwork(int classes, Func<Tensor, Tensor> function, int channels = 1) : VolumeNetwork("fixed")
{
    public List<long[]> Shapes { get; } = [];

    public override int InputChannels { get; } = channels;

    public override int OutputChannels => classes;

    public override Axes Divisor => Axes.All(1);

    public override Tensor[] Features(Tensor input) => [function(input)];

    public override Tensor[] forward(Tensor input)
    {
        Shapes.Add(input.shape);
        return [function(input)];
    }

    /// <summary>Class 1 where the input is above a threshold, smoothly.</summary>
    public static FixedNetwork Threshold(double threshold) => new(2, x =>
    {
        var score = 4 * (x - threshold);
        return cat([-score, score], 1);
    });
}
