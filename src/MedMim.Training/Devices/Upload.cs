using MedMim.Models.Blocks;
using TorchSharp;

namespace MedMim.Training.Devices;

/// <summary>Brings to a device what was made in the processor's memory.</summary>
public static class Upload
{
    private const int Piece = 1 << 21;

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

        var host = torch.empty([rows.Count, length], TypeOf<T>(), torch.CPU);
        unsafe
        {
            var memory = (T*)TensorAddress.Of(host);
            var pieces = (length + Piece - 1) / Piece;
            void Copy(int i)
            {
                var (row, first) = (i / pieces, i % pieces * Piece);
                var part = rows[row].AsSpan(first, Math.Min(Piece, length - first));
                part.CopyTo(new Span<T>(memory + ((long)row * length) + first, part.Length));
            }

            // A small batch is copied sooner than threads are woken.
            Parallel.For(0, rows.Count * pieces, new ParallelOptions { MaxDegreeOfParallelism = (long)rows.Count * length <= Piece ? 1 : 4 }, Copy);
        }

        return To(host, device);
    }

    private static torch.ScalarType TypeOf<T>() => default(T) switch
    {
        float => torch.ScalarType.Float32,
        byte => torch.ScalarType.Byte,
        _ => throw new NotSupportedException($"Arrays of {typeof(T).Name} have no use on a device yet."),
    };
}
