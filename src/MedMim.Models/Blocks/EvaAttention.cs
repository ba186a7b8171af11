using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Self-attention of EVA-02 (arXiv 2303.11331): keys without a bias, rotary positions on queries and keys, and a layer norm
/// before the last projection.
/// </summary>
internal sealed class EvaAttention : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly int heads;
    private readonly Linear q_proj;
    private readonly Linear k_proj;
    private readonly Linear v_proj;
    private readonly LayerNorm norm;
    private readonly Linear proj;

    public EvaAttention(int width, int heads) : base(nameof(EvaAttention))
    {
        this.heads = heads;
        q_proj = nn.Linear(width, width);
        k_proj = nn.Linear(width, width, hasBias: false);
        v_proj = nn.Linear(width, width);
        norm = nn.LayerNorm(width);
        proj = nn.Linear(width, width);
        RegisterComponents();
    }

    /// <param name="input">[n, tokens, width].</param>
    /// <param name="turns">See <see cref="RotaryPositions"/>.</param>
    /// <returns>[n, tokens, width].</returns>
    public override Tensor forward(Tensor input, Tensor turns)
    {
        using var scope = NewDisposeScope();
        var values = Split(v_proj.forward(input));
        var queries = RotaryPositions.Turn(Split(q_proj.forward(input)), turns).to(values.dtype);
        var keys = RotaryPositions.Turn(Split(k_proj.forward(input)), turns).to(values.dtype);
        var mixed = nn.functional.scaled_dot_product_attention(
            queries.transpose(1, 2), keys.transpose(1, 2), values.transpose(1, 2));
        return proj.forward(norm.forward(mixed.transpose(1, 2).reshape(input.shape))).MoveToOuterDisposeScope();
    }

    /// <summary>[n, tokens, width] to [n, tokens, heads, width / heads].</summary>
    private Tensor Split(Tensor x) => x.reshape(x.shape[0], x.shape[1], heads, -1);
}
