using System.Numerics;
using System.Runtime.InteropServices;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Turns the answers for a batch of windows into probabilities and adds them to the sums, row by row on several threads. Where a
/// window has several answers (mirror images, models), their probabilities are averaged first.
/// </summary>
internal sealed unsafe class WindowAverage : IDisposable
{
    private readonly SlabSums sums;
    private readonly int classes;
    private readonly GridSize patch;
    private readonly int answers;
    private readonly int stride;
    private readonly int threads = Math.Max(1, get_num_threads());
    private readonly float* rows;
    private float* averages;
    private int averaged;

    /// <param name="sums">What is added to.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="patch">Voxels of a window.</param>
    /// <param name="answers">How many answers each window has.</param>
    /// <param name="batch">The most windows of a batch.</param>
    public WindowAverage(SlabSums sums, int classes, GridSize patch, int answers, int batch)
    {
        (this.sums, this.classes, this.patch, this.answers) = (sums, classes, patch, answers);
        stride = SoftmaxRow.Padded(patch.X);
        rows = Allocate((nint)threads * classes * stride);
        averages = answers > 1 ? Allocate((nint)batch * patch.Z * patch.Y * classes * stride) : null;
    }

    /// <summary>Adds one answer for every window of a batch; with the last one, the windows are added to the sums.</summary>
    /// <param name="logits">[n, c, d, h, w], float32, in the processor's memory.</param>
    /// <param name="flips">How the windows were mirrored (<see cref="LogitView"/>).</param>
    /// <param name="windows">The windows.</param>
    /// <exception cref="InputException">A logit is not a finite number.</exception>
    public void Add(Tensor logits, int flips, ReadOnlySpan<PlacedWindow> windows)
    {
        for (var i = 0; i < windows.Length; i++)
        {
            Add(new LogitView(logits, i, flips), i, windows[i]);
        }

        averaged = (averaged + 1) % answers;
    }

    /// <summary>What is said of a logit that is not a finite number.</summary>
    public static InputException NotFinite() => new(
        "the model", "gives numbers that are not finite for this scan", "Predict with the precision float32, or train it again.");

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(rows);
        NativeMemory.AlignedFree(averages);
        averages = null;
    }

    private static float* Allocate(nint count)
    {
        var memory = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        NativeMemory.Clear(memory, (nuint)count * sizeof(float));
        return memory;
    }

    private void Add(LogitView logits, int index, PlacedWindow window)
    {
        var finite = true;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, worker =>
        {
            for (var z = worker; z < window.Size.Z; z += threads)
            {
                for (var y = 0; y < window.Size.Y; y++)
                {
                    if (!AddRow(logits, worker, index, window, z + window.From.Z, y + window.From.Y))
                    {
                        Volatile.Write(ref finite, false);
                    }
                }
            }
        });
        if (!finite)
        {
            throw NotFinite();
        }
    }

    /// <summary>Adds the row at z, y of the window.</summary>
    private bool AddRow(LogitView logits, int worker, int index, PlacedWindow window, int z, int y)
    {
        var row = rows + ((nint)worker * classes * stride);
        logits.CopyRow(z, y, window.From.X, window.Size.X, classes, row, stride);
        var finite = SoftmaxRow.Execute(row, classes, stride);
        if (answers > 1)
        {
            var average = averages + (((((nint)index * patch.Z) + z) * patch.Y) + y) * classes * stride;
            Accumulate(average, row, classes * stride, averaged == 0);
            row = average;
        }

        if (averaged == answers - 1)
        {
            var weight = window.WeightsZ.Span[z] * window.WeightsY.Span[y] / answers;
            sums.Add(
                row, stride, window.WeightsX.Span.Slice(window.From.X, window.Size.X), weight, window.Start.Z + z, window.Start.Y + y,
                window.Start.X + window.From.X);
        }

        return finite;
    }

    private static void Accumulate(float* sum, float* row, int count, bool isFirst)
    {
        for (var i = 0; i < count; i += Vector<float>.Count)
        {
            var values = Vector.Load(row + i);
            Vector.Store(isFirst ? values : values + Vector.Load(sum + i), sum + i);
        }
    }
}
