using MedMim.Foundation.Randomness;
using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// A stack of EVA-02 blocks over a grid of tokens, with learned absolute and rotary positions, and a last norm. Only the
/// tokens that are kept are computed.
/// </summary>
internal sealed class Eva : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly DropPath dropPath;
    private readonly Parameter pos_embed;
    private readonly ModuleList<EvaBlock> blocks = [];
    private readonly LayerNorm norm;
    private readonly RotaryPositions rotary;

    public Eva(Axes grid, int width, int depth, int heads, double dropPathRate) : base(nameof(Eva))
    {
        dropPath = new DropPath(dropPathRate, depth);
        pos_embed = nn.Parameter(zeros(1, grid.Z * grid.Y * grid.X, width));
        for (var i = 0; i < depth; i++)
        {
            blocks.Add(new EvaBlock(i, width, heads, dropPath));
        }

        norm = nn.LayerNorm(width);
        rotary = new RotaryPositions(grid, width / heads);
        RegisterComponents();
    }

    /// <summary>The key of the coming step's random choices.</summary>
    public void BeginStep(StreamKey key) => (dropPath.Key, dropPath.Samples) = (key, null);

    /// <summary>Which samples of the step's batch come next, see <see cref="DropPath.Samples"/>.</summary>
    public void Take(IReadOnlyList<long>? samples) => dropPath.Samples = samples;

    /// <param name="input">Embedded tokens without positions, [n, tokens or kept, width].</param>
    /// <param name="kept">Which tokens of the grid these are, [n, kept], int64; null for all, in order.</param>
    /// <returns>[n, tokens or kept, width].</returns>
    public override Tensor forward(Tensor input, Tensor? kept)
    {
        using var scope = NewDisposeScope();
        var (positions, rotations) = (pos_embed.to(ScalarType.Float32), rotary.On(input.device));
        if (kept is not null)
        {
            positions = positions[0].index_select(0, kept.flatten()).reshape(kept.shape[0], kept.shape[1], -1);
            rotations = rotations[0].index_select(0, kept.flatten()).reshape(kept.shape[0], kept.shape[1], 1, -1);
        }

        var x = input + positions;
        foreach (var block in blocks)
        {
            x = block.forward(x, rotations);
        }

        return norm.forward(x).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How a parameter begins: linear weights and positions from a narrow normal, the last layers of each block's branches
    /// narrower the deeper the block, ÷ √(2·layer), as BEiT does (arXiv 2106.08254).
    /// </summary>
    /// <param name="name">The parameter's name within this module.</param>
    public static WeightStart? StartOf(string name)
    {
        const double deviation = 0.02;
        if (name == "pos_embed")
        {
            return new(0, deviation);
        }

        var parts = name.Split('.');
        if (parts[0] != "blocks")
        {
            return null;
        }

        if (parts[2] is "gamma_1" or "gamma_2")
        {
            return new(EvaBlock.InitialScale, 0);
        }

        var isLast = parts is [_, _, "attn", "proj", "weight"] or [_, _, "mlp", "fc2", "weight"];
        var isLinear = parts is [_, _, "attn" or "mlp", not "norm", "weight"];
        var layer = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + 1;
        return isLast ? new(0, deviation / Math.Sqrt(2.0 * layer)) : isLinear ? new(0, deviation) : null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rotary.Dispose();
        }

        base.Dispose(disposing);
    }
}
