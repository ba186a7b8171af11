using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>A block of EVA-02: attention and feed-forward, each behind a norm and scaled channel by channel (LayerScale).</summary>
internal sealed class EvaBlock : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Where the channel scales begin.</summary>
    public const double InitialScale = 0.1;

    private readonly int index;
    private readonly DropPath dropPath;
    private readonly Parameter gamma_1;
    private readonly Parameter gamma_2;
    private readonly LayerNorm norm1;
    private readonly EvaAttention attn;
    private readonly LayerNorm norm2;
    private readonly SwiGlu mlp;

    public EvaBlock(int index, int width, int heads, DropPath dropPath) : base(nameof(EvaBlock))
    {
        (this.index, this.dropPath) = (index, dropPath);
        gamma_1 = nn.Parameter(full([width], InitialScale, ScalarType.Float32));
        gamma_2 = nn.Parameter(full([width], InitialScale, ScalarType.Float32));
        norm1 = nn.LayerNorm(width);
        attn = new EvaAttention(width, heads);
        norm2 = nn.LayerNorm(width);
        mlp = new SwiGlu(width);
        RegisterComponents();
    }

    /// <param name="input">[n, tokens, width].</param>
    /// <param name="turns">See <see cref="RotaryPositions"/>.</param>
    public override Tensor forward(Tensor input, Tensor turns)
    {
        using var scope = NewDisposeScope();
        var x = input + Branch("attn", gamma_1 * attn.forward(norm1.forward(input), turns));
        return (x + Branch("mlp", gamma_2 * mlp.forward(norm2.forward(x)))).MoveToOuterDisposeScope();
    }

    private Tensor Branch(string name, Tensor value) =>
        training && dropPath.Scale(index, name, value) is { } scale ? value * scale : value;
}
