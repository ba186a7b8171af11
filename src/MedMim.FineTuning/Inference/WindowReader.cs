using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Blocks;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Cuts windows out of a volume that is read slice by slice, each slice once; it holds as many as windows reach through. What lies
/// outside gets the volume's smallest value, as in training.
/// </summary>
/// <param name="volume">The volume.</param>
/// <param name="patch">Voxels of a window.</param>
internal sealed class WindowReader(IPreparedSlices volume, GridSize patch)
{
    private readonly GridSize size = volume.Geometry.Size;
    private readonly Dictionary<int, float[]> slices = [];
    private readonly Stack<float[]> free = new();
    private readonly float[] padding = Padding(volume, patch);

    /// <summary>What lies outside, a value a channel; the values are only looked for where a window reaches outside.</summary>
    public static float[] Padding(IPreparedSlices volume, GridSize patch)
    {
        var (z, y, x) = (volume.Geometry.Size.Z, volume.Geometry.Size.Y, volume.Geometry.Size.X);
        return patch.Z > z || patch.Y > y || patch.X > x ? Minima(volume) : new float[volume.Channels];
    }

    /// <summary>Checks that there are as many channels as a network takes.</summary>
    /// <exception cref="InputException">There are fewer or more.</exception>
    public static void Require(IPreparedSlices volume, int channels)
    {
        if (volume.Channels != channels)
        {
            throw new InputException(
                volume.Name, $"has {volume.Channels} of the {channels} channels that the model takes",
                "Give the scans of all channels, or choose another model.");
        }
    }

    /// <summary>Windows as a batch, [n, c, d, h, w], in the processor's memory. Their first slices must never go back.</summary>
    /// <exception cref="InputException">A voxel is not a finite number.</exception>
    public Tensor Batch(ReadOnlySpan<PlacedWindow> windows)
    {
        var (first, end) = (windows[0].Start.Z, windows[^1].Start.Z + patch.Z);
        Forget(first);
        for (var z = Math.Max(0, first); z < Math.Min(end, size.Z); z++)
        {
            Load(z);
        }

        var batch = empty([windows.Length, volume.Channels, patch.Z, patch.Y, patch.X], ScalarType.Float32, CPU);
        unsafe
        {
            var memory = (float*)TensorAddress.Of(batch);
            for (var i = 0; i < windows.Length * volume.Channels; i++)
            {
                Fill(new Span<float>(memory + (i * patch.Count), checked((int)patch.Count)), windows[i / volume.Channels].Start, i % volume.Channels);
            }
        }

        return batch;
    }

    private static float[] Minima(IPreparedSlices volume)
    {
        var area = volume.Geometry.Size.Y * volume.Geometry.Size.X;
        var slice = new float[volume.Channels * area];
        var minima = Enumerable.Repeat(float.PositiveInfinity, volume.Channels).ToArray();
        for (var z = 0; z < volume.Geometry.Size.Z; z++)
        {
            volume.Read(z, slice);
            for (var c = 0; c < minima.Length; c++)
            {
                minima[c] = Math.Min(minima[c], Extremes.Of(slice.AsSpan(c * area, area)).Least);
            }
        }

        return minima;
    }

    private void Fill(Span<float> window, (int Z, int Y, int X) start, int channel)
    {
        var (x0, x1) = (Math.Max(0, start.X), Math.Min(size.X, start.X + patch.X));
        for (var z = 0; z < patch.Z; z++)
        {
            var slice = slices.GetValueOrDefault(start.Z + z);
            for (var y = 0; y < patch.Y; y++)
            {
                var row = window.Slice((int)patch.Offset(z, y, 0), patch.X);
                var from = start.Y + y;
                if (slice is null || from < 0 || from >= size.Y)
                {
                    row.Fill(padding[channel]);
                    continue;
                }

                row[..(x0 - start.X)].Fill(padding[channel]);
                slice.AsSpan((((channel * size.Y) + from) * size.X) + x0, x1 - x0).CopyTo(row[(x0 - start.X)..]);
                row[(x1 - start.X)..].Fill(padding[channel]);
            }
        }
    }

    private void Load(int z)
    {
        if (slices.ContainsKey(z))
        {
            return;
        }

        var slice = free.TryPop(out var used) ? used : new float[volume.Channels * size.Y * size.X];
        volume.Read(z, slice);
        FiniteVoxels.Require(volume.Name, slice);
        slices[z] = slice;
    }

    private void Forget(int first)
    {
        foreach (var z in slices.Keys.Where(z => z < first).ToArray())
        {
            free.Push(slices[z]);
            slices.Remove(z);
        }
    }
}
