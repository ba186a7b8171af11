using MedMim.Models.Blocks;
using TorchSharp;

namespace MedMim.Training.Devices;

/// <summary>Brings to a device what was made in the processor's memory.</summary>
public static class Upload
{
    /// <summary>
    /// The tensor on the device. A GPU is handed page-locked memory and copies by itself, while this thread goes on; what is
    /// computed on the GPU next waits for it.
    /// </summary>
    /// <param name="host">A tensor in the processor's memory, contiguous. Small types (masks as bytes) are best widened on the device.</param>
    /// <param name="device">The device.</param>
    public static torch.Tensor To(torch.Tensor host, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(device);
        return device.type switch
        {
            DeviceType.CPU => host,
            DeviceType.CUDA => host.pin_memory().to(device, non_blocking: true),
            _ => host.to(device),
        };
    }

    /// <summary>Arrays side by side as one tensor, [arrays, length]: copied once, on several threads, and brought to the device.</summary>
    /// <typeparam name="T">Of the numbers.</typeparam>
    /// <param name="rows">At least one, all of one length.</param>
    /// <param name="device">The device.</param>
    public static torch.Tensor Rows<T>(IReadOnlyList<T[]> rows, torch.Device device)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rows);
        var length = rows[0].Length;
        if (rows.Any(r => r.Length != length))
        {
            throw new ArgumentException("The arrays are not of one length.", nameof(rows));
        }

        const int piece = 1 << 20;
        var pieces = (length + piece - 1) / piece;
        var host = torch.empty([rows.Count, length], default(T) is float ? torch.ScalarType.Float32 : default(T) is byte ? torch.ScalarType.Byte : throw new NotSupportedException(typeof(T).Name), torch.CPU);
        unsafe
        {
            var memory = (T*)TensorAddress.Of(host);
            Parallel.For(0, rows.Count * pieces, i =>
            {
                var (row, first) = (i / pieces, i % pieces * piece);
                var part = rows[row].AsSpan(first, Math.Min(piece, length - first));
                part.CopyTo(new Span<T>(memory + ((long)row * length) + first, part.Length));
            });
        }

        return To(host, device);
    }
}
