using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Embeds a volume's tokens: a convolution whose kernel and stride are a token. Computed as one matrix product over the
/// tokens that are kept, which is the same sum and leaves the others untouched.
/// </summary>
internal sealed class PatchEmbed : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Axes size;
    private readonly Conv3d proj;

    public PatchEmbed(int channels, int width, Axes size) : base(nameof(PatchEmbed))
    {
        this.size = size;
        proj = nn.Conv3d(channels, width, size.ToLong(), size.ToLong());
        RegisterComponents();
    }

    /// <param name="input">[n, c, d, h, w].</param>
    /// <param name="kept">Which tokens, [n, kept], int64; null for all.</param>
    /// <returns>[n, tokens or kept, width], tokens in [z, y, x] order.</returns>
    public override Tensor forward(Tensor input, Tensor? kept)
    {
        using var scope = NewDisposeScope();
        var (n, c) = (input.shape[0], input.shape[1]);
        var (d, h, w) = (input.shape[2] / size.Z, input.shape[3] / size.Y, input.shape[4] / size.X);
        var tokens = input.reshape(n, c, d, size.Z, h, size.Y, w, size.X).permute(0, 2, 4, 6, 1, 3, 5, 7).reshape(n, d * h * w, -1);
        if (kept is not null)
        {
            tokens = tokens.gather(1, kept.unsqueeze(-1).expand(-1, -1, tokens.shape[2]));
        }

        return nn.functional.linear(tokens, proj.weight!.flatten(1), proj.bias).MoveToOuterDisposeScope();
    }
}
