using System.Runtime.InteropServices;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>
/// Puts slices on a grid that they do not fit as they are, by linear interpolation within and between slices. Voxels that
/// no slice covers get the smallest value there is; where all values are 16-bit integers, the result is rounded to such.
/// </summary>
internal sealed class SliceResampler(SliceSource source, SliceResampling resampling, GridSize size)
{
    private readonly float[] slice = new float[resampling.Rows * resampling.Columns];
    private readonly Dictionary<int, float[]> canvases = [];
    private bool areIntegers = true;
    private float smallest = float.PositiveInfinity;
    private int below;

    /// <summary>Writes the volume.</summary>
    /// <param name="scratch">Holds it while not all slices are read, in floating point: only then it is known what fills its gaps.</param>
    /// <param name="target">Where to.</param>
    public void Write(FileStream scratch, NpySliceWriter target)
    {
        var values = new float[size.Y * size.X];
        for (var z = 0; z < size.Z; z++)
        {
            Fill(z, values);
            scratch.Write(MemoryMarshal.AsBytes<float>(values));
        }

        scratch.Position = 0;
        for (var z = 0; z < size.Z; z++)
        {
            scratch.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            Finish(values);
            target.Add(values);
        }
    }

    private void Fill(int z, Span<float> target)
    {
        var last = source.Count - 1;
        while (below < last && resampling.Places[below + 1] <= z)
        {
            below++;
        }

        var weight = below == last
            ? 0
            : Math.Max(0, (z - resampling.Places[below]) / (resampling.Places[below + 1] - resampling.Places[below]));
        Blend(target, weight);
        foreach (var value in target)
        {
            smallest = value < smallest ? value : smallest;
        }
    }

    private void Blend(Span<float> target, double weight)
    {
        foreach (var old in canvases.Keys.Where(k => k < below).ToArray())
        {
            canvases.Remove(old);
        }

        var lower = Canvas(below);
        if (weight == 0)
        {
            lower.CopyTo(target);
            return;
        }

        var upper = Canvas(below + 1);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (float)(((1 - weight) * lower[i]) + (weight * upper[i]));
        }
    }

    // A slice shifted to its place within the plane; NaN where it does not reach.
    private float[] Canvas(int index)
    {
        if (canvases.TryGetValue(index, out var known))
        {
            return known;
        }

        source.Read(index, slice);
        if (!Array.TrueForAll(slice, float.IsFinite))
        {
            throw new RefusedException(new(RefusalCodes.NotFinite, "Some voxels are not finite numbers."));
        }

        areIntegers &= VoxelNarrowing.FitsInt16<float>(slice);
        var canvas = canvases[index] = GC.AllocateUninitializedArray<float>(size.Y * size.X);
        var (rowShift, columnShift) = (resampling.RowShifts[index], resampling.ColumnShifts[index]);
        for (var y = 0; y < size.Y; y++)
        {
            for (var x = 0; x < size.X; x++)
            {
                canvas[(y * size.X) + x] = Between(y - rowShift, x - columnShift);
            }
        }

        return canvas;
    }

    private float Between(double y, double x)
    {
        var (y0, x0) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (fy, fx) = (y - y0, x - x0);
        var (y1, x1) = (fy > 0 ? y0 + 1 : y0, fx > 0 ? x0 + 1 : x0);
        if (y0 < 0 || x0 < 0 || y1 >= resampling.Rows || x1 >= resampling.Columns)
        {
            return float.NaN;
        }

        var upper = ((1 - fx) * At(y0, x0)) + (fx * At(y0, x1));
        var lower = ((1 - fx) * At(y1, x0)) + (fx * At(y1, x1));
        return (float)(((1 - fy) * upper) + (fy * lower));
    }

    private float At(int y, int x) => slice[(y * resampling.Columns) + x];

    private void Finish(float[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = float.IsNaN(values[i]) ? smallest : values[i];
            values[i] = areIntegers ? MathF.Round(value) : value;
        }
    }
}
