using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;
using MedMim.Models.Blocks;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Cuts windows as <see cref="WindowReader"/> does, bit for bit, on a device that every slice is brought to once: windows overlap,
/// and a voxel is in some eight of them.
/// </summary>
internal sealed class TensorWindows : IDisposable
{
    // Slices are brought together, so many bytes at a time.
    private const long UploadBytes = 1 << 26;

    private readonly IPreparedSlices volume;
    private readonly GridSize patch;
    private readonly GridSize size;
    private readonly SliceRing ring;
    private readonly Tensor padding;
    private int loaded;

    /// <param name="volume">The volume.</param>
    /// <param name="patch">Voxels of a window.</param>
    /// <param name="depth">The most slices that the windows of a batch reach through.</param>
    /// <param name="device">Where windows are wanted.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The device's memory is too small.</exception>
    public TensorWindows(IPreparedSlices volume, GridSize patch, int depth, Device device)
    {
        (this.volume, this.patch, size) = (volume, patch, volume.Geometry.Size);
        padding = tensor(WindowReader.Padding(volume, patch), device: device).DetachFromDisposeScope();
        ring = new SliceRing(depth, volume.Channels, size.Y, size.X, device);
    }

    /// <summary>Bytes of the slices that are there at once.</summary>
    public static long Bytes(IPreparedSlices volume, int depth) =>
        (long)depth * volume.Channels * volume.Geometry.Size.Y * volume.Geometry.Size.X * sizeof(float);

    /// <summary>Windows as a batch, [n, c, d, h, w], on the device. Their first slices must never go back.</summary>
    /// <exception cref="Foundation.Failures.InputException">A voxel is not a finite number.</exception>
    public Tensor Batch(ReadOnlySpan<PlacedWindow> windows)
    {
        using var scope = NewDisposeScope();
        Load(Math.Min(size.Z, windows[^1].Start.Z + patch.Z));
        var batch = padding.reshape(1, -1, 1, 1, 1).expand(windows.Length, volume.Channels, patch.Z, patch.Y, patch.X).clone();
        for (var i = 0; i < windows.Length; i++)
        {
            var (start, from, part) = (windows[i].Start, windows[i].From, windows[i].Size);
            var inside = batch[i].narrow(1, from.Z, part.Z).narrow(2, from.Y, part.Y).narrow(3, from.X, part.X).transpose(0, 1);
            foreach (var (offset, count, slices) in ring.Runs(start.Z + from.Z, part.Z))
            {
                inside.narrow(0, offset, count).copy_(slices.narrow(2, start.Y + from.Y, part.Y).narrow(3, start.X + from.X, part.X));
            }
        }

        return batch.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        padding.Dispose();
        ring.Dispose();
    }

    private void Load(int end)
    {
        var length = volume.Channels * size.Y * size.X;
        while (loaded < end)
        {
            using var scope = NewDisposeScope();
            var count = (int)Math.Clamp(UploadBytes / ((long)length * sizeof(float)), 1, end - loaded);
            var slices = Upload.To(Read(count, length), padding.device);
            foreach (var (offset, run, place) in ring.Runs(loaded, count))
            {
                place.copy_(slices.narrow(0, offset, run));
            }

            loaded += count;
        }
    }

    private unsafe Tensor Read(int count, int length)
    {
        var slices = empty([count, volume.Channels, size.Y, size.X], ScalarType.Float32, CPU);
        var memory = (float*)TensorAddress.Of(slices);
        for (var i = 0; i < count; i++)
        {
            var slice = new Span<float>(memory + ((nint)i * length), length);
            volume.Read(loaded + i, slice);
            FiniteVoxels.Require(volume.Name, slice);
        }

        return slices;
    }
}
