using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Benchmarks;

/// <summary>One convolution: a network that costs next to nothing.</summary>
internal sealed class ThinNetwork : VolumeNetwork
{
    private readonly Conv3d conv;
    private readonly int classes;

    public ThinNetwork(int classes)
        : base(nameof(ThinNetwork))
    {
        this.classes = classes;
        conv = nn.Conv3d(1, classes, 3, padding: 1L);
        RegisterComponents();
    }

    public override int InputChannels => 1;

    public override int OutputChannels => classes;

    public override Axes Divisor => Axes.All(1);

    public override Tensor[] forward(Tensor input) => [conv.forward(input)];

    public override Tensor[] Features(Tensor input) => forward(input);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            conv.Dispose();
        }

        base.Dispose(disposing);
    }
}
