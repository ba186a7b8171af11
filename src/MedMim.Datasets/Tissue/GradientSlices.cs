using System.Numerics;
using System.Runtime.CompilerServices;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Gradient magnitudes, per mm, of a smoothed volume whose intensities are cut off at two limits: central differences,
/// one-sided at the edge. Slices are asked for in ascending order; three smoothed ones are kept. For one thread.
/// </summary>
internal sealed class GradientSlices(VoxelSlices volume, float lowest, float highest)
{
    private readonly SmoothSlices smooth = new(volume);
    private readonly float[][] slices = [new float[volume.Area], new float[volume.Area], new float[volume.Area]];
    private readonly int[] held = [-1, -1, -1];

    /// <summary>Writes slice z, [y, x], to <paramref name="target"/>.</summary>
    public void Read(int z, Span<float> target)
    {
        var size = volume.Geometry.Size;
        var (below, above) = (Math.Max(z - 1, 0), Math.Min(z + 1, size.Z - 1));

        // In ascending order, as the smoothed slices are read.
        var (before, middle, after) = (Smoothed(below), Smoothed(z), Smoothed(above));
        for (var y = 0; y < size.Y; y++)
        {
            var (up, down) = (Math.Max(y - 1, 0), Math.Min(y + 1, size.Y - 1));
            var neighbours = new Neighbours
            {
                Row = middle.AsSpan(y * size.X, size.X),
                Up = middle.AsSpan(up * size.X, size.X),
                Down = middle.AsSpan(down * size.X, size.X),
                Before = before.AsSpan(y * size.X, size.X),
                After = after.AsSpan(y * size.X, size.X),
                ScaleY = Scale(down - up),
                ScaleZ = Scale(above - below),
                Spacing = volume.Geometry.Spacing,
            };
            neighbours.Magnitudes(target.Slice(y * size.X, size.X));
        }
    }

    private static float Scale(int steps) => steps == 0 ? 0 : 1f / steps;

    private float[] Smoothed(int z)
    {
        var slot = z % 3;
        if (held[slot] != z)
        {
            smooth.Read(z, slices[slot]);
            Clamp(slices[slot], lowest, highest);

            held[slot] = z;
        }

        return slices[slot];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clamp(float[] values, float lowest, float highest)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Clamp(values[i], lowest, highest);
        }
    }

    /// <summary>A row and the four beside it.</summary>
    private ref struct Neighbours
    {
        public ReadOnlySpan<float> Row;
        public ReadOnlySpan<float> Up;
        public ReadOnlySpan<float> Down;
        public ReadOnlySpan<float> Before;
        public ReadOnlySpan<float> After;
        public float ScaleY;
        public float ScaleZ;
        public Imaging.Volumes.Vector3 Spacing;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Magnitudes(Span<float> target)
        {
            var last = Row.Length - 1;
            target[0] = One(0, 0, Math.Min(1, last));
            var x = 1;
            for (; x + Vector<float>.Count <= last; x += Vector<float>.Count)
            {
                Many(x).CopyTo(target[x..]);
            }

            for (; x <= last; x++)
            {
                target[x] = One(x, x - 1, Math.Min(x + 1, last));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly float One(int x, int left, int right)
        {
            var alongX = (double)((Row[right] - Row[left]) * Scale(right - left)) / Spacing.X;
            var alongY = (double)((Down[x] - Up[x]) * ScaleY) / Spacing.Y;
            var alongZ = (double)((After[x] - Before[x]) * ScaleZ) / Spacing.Z;
            return (float)Math.Sqrt((alongX * alongX) + (alongY * alongY) + (alongZ * alongZ));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Many(int x)
        {
            var alongX = (new Vector<float>(Row[(x + 1)..]) - new Vector<float>(Row[(x - 1)..])) * 0.5f;
            var alongY = (new Vector<float>(Down[x..]) - new Vector<float>(Up[x..])) * ScaleY;
            var alongZ = (new Vector<float>(After[x..]) - new Vector<float>(Before[x..])) * ScaleZ;
            Vector.Widen(alongX, out var lowX, out var highX);
            Vector.Widen(alongY, out var lowY, out var highY);
            Vector.Widen(alongZ, out var lowZ, out var highZ);
            return Vector.Narrow(Length(lowX, lowY, lowZ), Length(highX, highY, highZ));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<double> Length(Vector<double> x, Vector<double> y, Vector<double> z)
        {
            x /= new Vector<double>(Spacing.X);
            y /= new Vector<double>(Spacing.Y);
            z /= new Vector<double>(Spacing.Z);
            return Vector.SquareRoot((x * x) + (y * y) + (z * z));
        }
    }
}
