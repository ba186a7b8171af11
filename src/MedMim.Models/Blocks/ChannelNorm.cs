using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// The passes of <see cref="FusedInstanceNorm"/> over float32 volumes whose channels lie side by side ([n, d, h, w, c] in C
/// order). What belongs to a channel (a factor, a sum) is repeated until rows of channels and vectors end together
/// (<see cref="TileLength"/>), so that any number of channels goes through in whole vectors (<see cref="ChannelKernels"/>).
/// </summary>
/// <remarks>
/// A volume is cut into chunks whose bounds depend on its size alone. Sums are taken a chunk at a time and added up in the order
/// of the chunks, in double precision: the number of threads changes nothing. A pointer keeps no tensor alive: outside a dispose
/// scope the garbage collector would free one in the middle of a pass, so each pass names its tensors again at its end.
/// </remarks>
internal sealed unsafe class ChannelNorm
{
    private const int ChunkLength = 1 << 14;
    private const int SmallestTile = 32;

    private readonly Tensor x;
    private readonly float* input;
    private readonly int volumes;
    private readonly int channels;
    private readonly long length;
    private readonly int tile;
    private readonly int chunk;
    private readonly int chunks;

    /// <param name="x">The input, [n, c, d, h, w], its channels side by side.</param>
    public ChannelNorm(Tensor x)
    {
        this.x = x;
        input = Address(x);
        volumes = (int)x.shape[0];
        channels = (int)x.shape[1];
        length = x.numel() / volumes;
        tile = TileLength(channels);
        chunk = Math.Max(1, ChunkLength / tile) * tile;
        chunks = (int)((length + chunk - 1) / chunk);
    }

    /// <summary>Mean and 1/√(variance + ε) of each channel of each volume, [n, c].</summary>
    public sealed record Moments(double[] Mean, double[] Scale);

    private long Voxels => length / channels;

    /// <summary>The smallest common multiple of the channels and a vector's eight numbers, times what makes it at least 32.</summary>
    internal static int TileLength(int channels)
    {
        var common = channels;
        while (common % ChannelKernels.Width != 0)
        {
            common += channels;
        }

        return common * ((SmallestTile + common - 1) / common);
    }

    /// <summary>Fills the output.</summary>
    /// <returns>The moments, for <see cref="Backward"/>.</returns>
    public Moments Forward(Tensor weight, Tensor bias, double epsilon, float slope, Tensor output)
    {
        var mean = Sums(1, (_, x, count, sums) => ChannelKernels.Sum(x, count, tile, sums));
        Divide(mean);
        var centres = Tiles(mean);
        var scale = Sums(1, (volume, x, count, sums) => ChannelKernels.SquaredDistances(x, count, tile, centres[volume], sums));
        Divide(scale);
        for (var i = 0; i < scale.Length; i++)
        {
            scale[i] = 1 / Math.Sqrt(scale[i] + epsilon);
        }

        var moments = new Moments(mean, scale);
        var (factors, offsets) = Lines(moments, weight, bias);
        var change = Address(output) - input;
        ForEachChunk((volume, x, count) => ChannelKernels.Apply(x, count, tile, factors[volume], offsets[volume], slope, x + change));
        Keep(x, weight, bias, output);
        return moments;
    }

    /// <summary>
    /// The gradients. With g the gradient behind the activation, x̂ the normalised input and L the voxels of a volume:
    /// dx = w/σ·(g − Σg/L − x̂·Σgx̂/L), dw = Σgx̂, db = Σg, the last two over all volumes.
    /// </summary>
    public void Backward(
        Tensor outputGradient, Tensor weight, Tensor bias, Moments moments, float slope, Tensor gradient, Tensor weightGradient,
        Tensor biasGradient)
    {
        var (factors, offsets) = Lines(moments, weight, bias);
        var (means, scales) = (Tiles(moments.Mean), Tiles(moments.Scale));
        var (dy, dx) = (Address(outputGradient) - input, Address(gradient) - input);
        var sums = Sums(2, (volume, x, count, into) => ChannelKernels.GradientSums(
            x, x + dy, count, tile, new(factors[volume], offsets[volume], means[volume], scales[volume], slope), into));
        var (sumG, sumGX) = (new double[volumes * channels], new double[volumes * channels]);
        float* dw = Address(weightGradient), db = Address(biasGradient);
        for (var i = 0; i < sumG.Length; i++)
        {
            var at = (2 * channels * (i / channels)) + (i % channels);
            (sumG[i], sumGX[i]) = (sums[at], sums[at + channels]);
            db[i % channels] += (float)sumG[i];
            dw[i % channels] += (float)sumGX[i];
        }

        Divide(sumG);
        Divide(sumGX);
        var (meanG, meanGX) = (Tiles(sumG), Tiles(sumGX));
        ForEachChunk((volume, x, count) => ChannelKernels.Gradient(
            x, x + dy, count, tile, new(factors[volume], offsets[volume], means[volume], scales[volume], slope), meanG[volume],
            meanGX[volume], x + dx));
        Keep(x, weight, bias, outputGradient, gradient, weightGradient, biasGradient);
    }

    private static void Keep(params ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            GC.KeepAlive(tensor);
        }
    }

    private static float* Address(Tensor tensor) => (float*)TensorAddress.Of(tensor);

    private void Divide(double[] sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] /= Voxels;
        }
    }

    /// <summary>z = x·factor + offset.</summary>
    private (float[][] Factors, float[][] Offsets) Lines(Moments moments, Tensor weight, Tensor bias)
    {
        float* w = Address(weight), b = Address(bias);
        var (factors, offsets) = (new double[volumes * channels], new double[volumes * channels]);
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = w[i % channels] * moments.Scale[i];
            offsets[i] = b[i % channels] - (moments.Mean[i] * factors[i]);
        }

        return (Tiles(factors), Tiles(offsets));
    }

    /// <summary>Each volume's values, repeated to a tile.</summary>
    private float[][] Tiles(double[] values)
    {
        var tiles = new float[volumes][];
        for (var volume = 0; volume < volumes; volume++)
        {
            tiles[volume] = new float[tile];
            for (var i = 0; i < tile; i++)
            {
                tiles[volume][i] = (float)values[(volume * channels) + (i % channels)];
            }
        }

        return tiles;
    }

    private delegate void ChunkWork(int volume, float* x, long count);

    private delegate void ChunkSum(int volume, float* x, long count, Span<float> sums);

    /// <summary>Sums over each volume, [n, kinds, c].</summary>
    private double[] Sums(int kinds, ChunkSum sum)
    {
        var parts = new double[volumes * chunks][];
        ForEachChunk((volume, x, count) =>
        {
            Span<float> lanes = new float[kinds * tile];
            sum(volume, x, count, lanes);
            var part = parts[(volume * chunks) + (int)((x - input - (volume * length)) / chunk)] = new double[kinds * channels];
            for (var i = 0; i < lanes.Length; i++)
            {
                part[(i / tile * channels) + (i % tile % channels)] += lanes[i];
            }
        });
        var sums = new double[volumes * kinds * channels];
        for (var i = 0; i < parts.Length; i++)
        {
            for (var j = 0; j < kinds * channels; j++)
            {
                sums[(i / chunks * kinds * channels) + j] += parts[i][j];
            }
        }

        return sums;
    }

    private void ForEachChunk(ChunkWork work)
    {
        var all = volumes * chunks;
        var workers = Math.Min(get_num_threads(), all);
        if (workers == 1)
        {
            Share(0);
            return;
        }

        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, Share);

        void Share(int worker)
        {
            for (var i = (int)((long)all * worker / workers); i < (int)((long)all * (worker + 1) / workers); i++)
            {
                var from = (long)(i % chunks) * chunk;
                work(i / chunks, input + (i / chunks * length) + from, Math.Min(chunk, length - from));
            }
        }
    }
}
