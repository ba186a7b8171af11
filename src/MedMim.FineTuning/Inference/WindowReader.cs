using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Segmentation;
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
    private readonly float padding = patch.Z > volume.Geometry.Size.Z || patch.Y > volume.Geometry.Size.Y || patch.X > volume.Geometry.Size.X
        ? Minimum(volume) : 0;

    /// <summary>Windows as a batch, [n, 1, d, h, w], in the processor's memory. Their first slices must never go back.</summary>
    /// <exception cref="Foundation.Failures.InputException">A voxel is not a finite number.</exception>
    public Tensor Batch(ReadOnlySpan<PlacedWindow> windows)
    {
        var (first, end) = (windows[0].Start.Z, windows[^1].Start.Z + patch.Z);
        Forget(first);
        for (var z = Math.Max(0, first); z < Math.Min(end, size.Z); z++)
        {
            Load(z);
        }

        var batch = empty([windows.Length, 1, patch.Z, patch.Y, patch.X], ScalarType.Float32, CPU);
        unsafe
        {
            var memory = (float*)TensorAddress.Of(batch);
            for (var i = 0; i < windows.Length; i++)
            {
                Fill(new Span<float>(memory + (i * patch.Count), checked((int)patch.Count)), windows[i].Start);
            }
        }

        return batch;
    }

    private static float Minimum(IPreparedSlices volume)
    {
        var slice = new float[volume.Geometry.Size.Y * volume.Geometry.Size.X];
        var minimum = float.PositiveInfinity;
        for (var z = 0; z < volume.Geometry.Size.Z; z++)
        {
            volume.Read(z, slice);
            minimum = Math.Min(minimum, Extremes.Of(slice).Least);
        }

        return minimum;
    }

    private void Fill(Span<float> window, (int Z, int Y, int X) start)
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
                    row.Fill(padding);
                    continue;
                }

                row[..(x0 - start.X)].Fill(padding);
                slice.AsSpan((from * size.X) + x0, x1 - x0).CopyTo(row[(x0 - start.X)..]);
                row[(x1 - start.X)..].Fill(padding);
            }
        }
    }

    private void Load(int z)
    {
        if (slices.ContainsKey(z))
        {
            return;
        }

        var slice = free.TryPop(out var used) ? used : new float[size.Y * size.X];
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
