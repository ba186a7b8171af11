using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Networks.Detection;

/// <summary>
/// One answer a cell of a pyramid level: convolutions with group norm and leaky ReLU, then an output layer. The same weights
/// at every level.
/// </summary>
internal sealed class DetectionHead : nn.Module<Tensor, Tensor>
{
    private const int GroupSize = 8;
    private const int Convolutions = 2;
    private const double Slope = 0.01;

    private readonly ModuleList<Conv3d> convs = [];
    private readonly ModuleList<GroupNorm> norms = [];
    private readonly Conv3d output;

    /// <param name="channels">Channels of the pyramid.</param>
    /// <param name="outputs">Numbers an output cell.</param>
    public DetectionHead(int channels, int outputs) : base(nameof(DetectionHead))
    {
        for (var i = 0; i < Convolutions; i++)
        {
            convs.Add(nn.Conv3d(channels, channels, 3, padding: 1, bias: false));
            var norm = nn.GroupNorm(Math.Max(1, channels / GroupSize), channels);
            // TorchSharp 0.107 leaves them as the memory was.
            nn.init.ones_(norm.weight!);
            nn.init.zeros_(norm.bias!);
            norms.Add(norm);
        }

        output = nn.Conv3d(channels, outputs, 3, padding: 1);
        RegisterComponents();
    }

    /// <param name="input">[n, c, d, h, w].</param>
    public override Tensor forward(Tensor input)
    {
        for (var i = 0; i < convs.Count; i++)
        {
            input = nn.functional.leaky_relu(norms[i].forward(convs[i].forward(input)), Slope);
        }

        return output.forward(input);
    }
}
