using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Decodes tokens to voxels: transposed convolutions whose kernel is their stride, a norm over channels and a GELU between
/// them. Such a convolution never looks beyond its own voxel, so each token is decoded by itself, channels last, as
/// matrix products; the voxels are put in place once at the end.
/// </summary>
internal sealed class PatchDecode : nn.Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-6;

    private readonly Axes grid;
    private readonly List<Axes> strides;
    private readonly Sequential decode;
    private readonly List<(ConvTranspose3d Convolution, LayerNorm? Norm)> stages = [];

    public PatchDecode(Axes grid, Axes size, int width, int channels) : base(nameof(PatchDecode))
    {
        this.grid = grid;
        strides = Strides(size);
        var widths = Widths(width, channels, strides.Count);
        for (var stage = 0; stage < strides.Count; stage++)
        {
            var stride = strides[stage].ToLong();
            stages.Add((
                nn.ConvTranspose3d(widths[stage], widths[stage + 1], stride, stride),
                stage < strides.Count - 1 ? nn.LayerNorm(widths[stage + 1], Epsilon) : null));
        }

        decode = nn.Sequential(stages.Select(nn.Module<Tensor, Tensor> (s) =>
            s.Norm is { } norm ? nn.Sequential(s.Convolution, norm, nn.GELU()) : s.Convolution));
        RegisterComponents();
    }

    /// <param name="input">[n, tokens, width], tokens in [z, y, x] order.</param>
    /// <returns>[n, channels, d, h, w].</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input.flatten(0, 1);
        foreach (var (convolution, norm) in stages)
        {
            x = Spread(x, convolution);
            x = norm is null ? x : nn.functional.gelu(norm.forward(x));
        }

        return InPlace(x, input.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>[m, in] to [m · voxels of the stride, out].</summary>
    private static Tensor Spread(Tensor x, ConvTranspose3d convolution)
    {
        var weight = convolution.weight!;
        var voxels = weight.shape[2] * weight.shape[3] * weight.shape[4];
        // [in, out, z, y, x] to [z·y·x·out, in], as a linear layer has it.
        var matrix = weight.permute(2, 3, 4, 1, 0).reshape(-1, weight.shape[0]);
        return nn.functional.linear(x, matrix, convolution.bias!.repeat(voxels)).reshape(-1, weight.shape[1]);
    }

    /// <summary>[n · tokens · voxels, c], voxels coarse to fine, to [n, c, d, h, w].</summary>
    private Tensor InPlace(Tensor x, long n)
    {
        var c = x.shape[^1];
        long[] shape = [n, grid.Z, grid.Y, grid.X, .. strides.SelectMany(s => new long[] { s.Z, s.Y, s.X }), c];
        var levels = strides.Count + 1;
        IEnumerable<long> Axis(int axis) => Enumerable.Range(0, levels).Select(level => 1L + axis + (3 * level));
        long[] order = [0, shape.Length - 1, .. Axis(0), .. Axis(1), .. Axis(2)];
        long Length(int axis) => Axis(axis).Aggregate(1L, (product, i) => product * shape[i]);
        return x.reshape(shape).permute(order).reshape(n, c, Length(0), Length(1), Length(2));
    }

    /// <summary>A stride of 2 a stage along every axis that still needs it, the last stage filling all.</summary>
    internal static List<Axes> Strides(Axes size)
    {
        static int Stride(int length, int stage) => (length >> stage) > 1 ? 2 : 1;
        var count = (int)Math.Log2(size.Largest);
        return [.. Enumerable.Range(0, count).Reverse().Select(s => new Axes(Stride(size.Z, s), Stride(size.Y, s), Stride(size.X, s)))];
    }

    /// <summary>
    /// Channels between stages: geometric from the width down to twice the output's, rounded to multiples of 8 (at least 8).
    /// </summary>
    internal static int[] Widths(int width, int channels, int stages)
    {
        var ratio = Math.Pow(width / (2.0 * channels), 1.0 / stages);
        var widths = new int[stages + 1];
        for (var stage = 0; stage <= stages; stage++)
        {
            var eights = Math.Round((width / Math.Pow(ratio, stage) + 1e-6) / 8, MidpointRounding.ToEven);
            widths[stage] = stage == 0 ? width : stage == stages ? channels : (int)Math.Max(8, 8 * eights);
        }

        return widths;
    }
}
