using MedMim.Models.Blocks;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// A network's answer for one window, [c, d, h, w], in whatever order its numbers lie, and mirrored back where the window was
/// mirrored: only pointers and strides, no copy.
/// </summary>
internal readonly unsafe struct LogitView
{
    private readonly float* first;
    private readonly nint c;
    private readonly nint z;
    private readonly nint y;
    private readonly nint x;

    /// <param name="answer">[n, c, d, h, w], float32, in the processor's memory; it must outlive this.</param>
    /// <param name="window">Which of the n.</param>
    /// <param name="flips">Bits: 1 where z is mirrored, 2 for y, 4 for x.</param>
    public LogitView(Tensor answer, int window, int flips)
    {
        var (shape, strides) = (answer.shape, answer.stride());
        (c, z, y, x) = ((nint)strides[1], (nint)strides[2], (nint)strides[3], (nint)strides[4]);
        first = (float*)TensorAddress.Of(answer) + ((nint)strides[0] * window);
        if ((flips & 1) != 0)
        {
            first += z * (nint)(shape[2] - 1);
            z = -z;
        }

        if ((flips & 2) != 0)
        {
            first += y * (nint)(shape[3] - 1);
            y = -y;
        }

        if ((flips & 4) != 0)
        {
            first += x * (nint)(shape[4] - 1);
            x = -x;
        }
    }

    /// <summary>Copies a row of voxels of all classes.</summary>
    /// <param name="atZ">The row's z in the window.</param>
    /// <param name="atY">Its y.</param>
    /// <param name="atX">Its first voxel.</param>
    /// <param name="count">How many voxels.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="row">Where to, [c, stride].</param>
    /// <param name="stride">From a class to the next in <paramref name="row"/>.</param>
    public void CopyRow(int atZ, int atY, int atX, int count, int classes, float* row, int stride)
    {
        var from = first + (z * atZ) + (y * atY) + (x * atX);
        if (x == 1)
        {
            for (var i = 0; i < classes; i++)
            {
                Buffer.MemoryCopy(from + (c * i), row + ((nint)stride * i), (nint)count * sizeof(float), (nint)count * sizeof(float));
            }

            return;
        }

        for (var k = 0; k < count; k++, from += x)
        {
            for (var i = 0; i < classes; i++)
            {
                row[((nint)stride * i) + k] = from[c * i];
            }
        }
    }
}
