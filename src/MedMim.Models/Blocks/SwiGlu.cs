using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// The gated feed-forward of EVA-02: silu(gate) times value, a layer norm, and a projection back (SwiGLU, arXiv 2002.05202).
/// Hidden width 8/3 of the token's.
/// </summary>
internal sealed class SwiGlu : nn.Module<Tensor, Tensor>
{
    private readonly Linear fc1_g;
    private readonly Linear fc1_x;
    private readonly LayerNorm norm;
    private readonly Linear fc2;

    public SwiGlu(int width) : base(nameof(SwiGlu))
    {
        var hidden = width * 8 / 3;
        fc1_g = nn.Linear(width, hidden);
        fc1_x = nn.Linear(width, hidden);
        norm = nn.LayerNorm(hidden);
        fc2 = nn.Linear(hidden, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return fc2.forward(norm.forward(nn.functional.silu(fc1_g.forward(input)) * fc1_x.forward(input))).MoveToOuterDisposeScope();
    }
}
