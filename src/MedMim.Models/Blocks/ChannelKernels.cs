using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedMim.Models.Blocks;

/// <summary>
/// The loops of <see cref="ChannelNorm"/>. Each goes through <c>count</c> numbers in tiles; tiles of channel values and sums have
/// <c>tile</c> numbers, a multiple of <see cref="Width"/>. What is left of the last tile is done number by number.
/// </summary>
internal static unsafe class ChannelKernels
{
    /// <summary>Numbers in a vector.</summary>
    public const int Width = 8;

    /// <summary>Values by channel, as tiles: z = x·Factor + Offset, x̂ = (x − Mean)·Scale; and the activation's slope below 0.</summary>
    public readonly ref struct Line(float[] factor, float[] offset, float[] mean, float[] scale, float slope)
    {
        public readonly float[] Factor = factor;
        public readonly float[] Offset = offset;
        public readonly float[] Mean = mean;
        public readonly float[] Scale = scale;
        public readonly float Slope = slope;
    }

    /// <summary>Adds x to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(float* x, long count, int tile, Span<float> sums)
    {
        fixed (float* s = sums)
        {
            long i = 0;
            for (; i + tile <= count; i += tile)
            {
                for (var j = 0; j < tile; j += Width)
                {
                    (Vector256.Load(s + j) + Vector256.Load(x + i + j)).Store(s + j);
                }
            }

            for (var j = 0; i + j < count; j++)
            {
                s[j] += x[i + j];
            }
        }
    }

    /// <summary>Adds (x − centre)² to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SquaredDistances(float* x, long count, int tile, float[] centre, Span<float> sums)
    {
        fixed (float* s = sums, c = centre)
        {
            long i = 0;
            for (; i + tile <= count; i += tile)
            {
                for (var j = 0; j < tile; j += Width)
                {
                    var d = Vector256.Load(x + i + j) - Vector256.Load(c + j);
                    (Vector256.Load(s + j) + (d * d)).Store(s + j);
                }
            }

            for (var j = 0; i + j < count; j++)
            {
                var d = x[i + j] - c[j];
                s[j] += d * d;
            }
        }
    }

    /// <summary>y = z where z is above 0, slope·z elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* x, long count, int tile, float[] factor, float[] offset, float slope, float* y)
    {
        fixed (float* f = factor, o = offset)
        {
            var low = Vector256.Create(slope);
            long i = 0;
            for (; i + tile <= count; i += tile)
            {
                for (var j = 0; j < tile; j += Width)
                {
                    var z = (Vector256.Load(x + i + j) * Vector256.Load(f + j)) + Vector256.Load(o + j);
                    Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<float>.Zero), z, z * low).Store(y + i + j);
                }
            }

            for (var j = 0; i + j < count; j++)
            {
                var z = (x[i + j] * f[j]) + o[j];
                y[i + j] = z > 0 ? z : z * slope;
            }
        }
    }

    /// <summary>Adds g to the first tile of sums and g·x̂ to the second; g is dy behind the activation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GradientSums(float* x, float* dy, long count, int tile, Line line, Span<float> sums)
    {
        fixed (float* s = sums, f = line.Factor, o = line.Offset, m = line.Mean, r = line.Scale)
        {
            var t = s + tile;
            var low = Vector256.Create(line.Slope);
            long i = 0;
            for (; i + tile <= count; i += tile)
            {
                for (var j = 0; j < tile; j += Width)
                {
                    var (v, g) = (Vector256.Load(x + i + j), Vector256.Load(dy + i + j));
                    var z = (v * Vector256.Load(f + j)) + Vector256.Load(o + j);
                    g = Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<float>.Zero), g, g * low);
                    (Vector256.Load(s + j) + g).Store(s + j);
                    (Vector256.Load(t + j) + (g * ((v - Vector256.Load(m + j)) * Vector256.Load(r + j)))).Store(t + j);
                }
            }

            for (var j = 0; i + j < count; j++)
            {
                var g = (x[i + j] * f[j]) + o[j] > 0 ? dy[i + j] : dy[i + j] * line.Slope;
                s[j] += g;
                t[j] += g * ((x[i + j] - m[j]) * r[j]);
            }
        }
    }

    /// <summary>dx = factor·(g − meanG − x̂·meanGX).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(float* x, float* dy, long count, int tile, Line line, float[] meanG, float[] meanGX, float* dx)
    {
        fixed (float* f = line.Factor, o = line.Offset, m = line.Mean, r = line.Scale, a = meanG, b = meanGX)
        {
            var low = Vector256.Create(line.Slope);
            long i = 0;
            for (; i + tile <= count; i += tile)
            {
                for (var j = 0; j < tile; j += Width)
                {
                    var (v, g, factor) = (Vector256.Load(x + i + j), Vector256.Load(dy + i + j), Vector256.Load(f + j));
                    g = Vector256.ConditionalSelect(
                        Vector256.GreaterThan((v * factor) + Vector256.Load(o + j), Vector256<float>.Zero), g, g * low);
                    var normalised = (v - Vector256.Load(m + j)) * Vector256.Load(r + j);
                    (factor * (g - Vector256.Load(a + j) - (normalised * Vector256.Load(b + j)))).Store(dx + i + j);
                }
            }

            for (var j = 0; i + j < count; j++)
            {
                var g = (x[i + j] * f[j]) + o[j] > 0 ? dy[i + j] : dy[i + j] * line.Slope;
                dx[i + j] = f[j] * (g - a[j] - ((x[i + j] - m[j]) * r[j] * b[j]));
            }
        }
    }
}
