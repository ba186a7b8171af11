using System.Runtime.InteropServices;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Weighted sums of probabilities, a slice [c, y, x] at a time: a slice is there from the first window that touches it until it is
/// finished, and its memory then serves a later one. So as many slices are held as windows reach through.
/// </summary>
internal abstract unsafe class SlabSums : IDisposable
{
    private readonly int bytes;
    private readonly nint[] slices;
    private readonly Stack<nint> free = new();
    private int? finished;

    /// <param name="classes">How many classes.</param>
    /// <param name="size">The grid, [z, y, x].</param>
    /// <param name="width">Bytes of a number.</param>
    protected SlabSums(int classes, GridSize size, int width)
    {
        (Classes, Area, Width) = (classes, size.Y * size.X, size.X);
        SliceLength = checked(classes * Area);
        bytes = checked(SliceLength * width);
        slices = new nint[size.Z];
    }

    /// <summary>How many slices there is memory for.</summary>
    public int Allocated { get; private set; }

    /// <summary>How many classes.</summary>
    protected int Classes { get; }

    /// <summary>Voxels of a slice.</summary>
    protected int Area { get; }

    /// <summary>Voxels of a row.</summary>
    protected int Width { get; }

    /// <summary>Numbers of a slice, all classes together.</summary>
    protected int SliceLength { get; }

    /// <summary>Sums in 32-bit floating point where they fit, else in 16 bits.</summary>
    /// <param name="classes">How many classes.</param>
    /// <param name="size">The grid.</param>
    /// <param name="depth">How many slices are there at once.</param>
    /// <param name="limit">Bytes up to which 32-bit numbers are taken.</param>
    public static SlabSums Create(int classes, GridSize size, int depth, long limit) =>
        (long)classes * depth * size.Y * size.X * sizeof(float) <= limit
            ? new FloatSums(classes, size)
            : new FixedSums(classes, size);

    /// <summary>Makes room for the slices [from, to). Not safe to call while rows are added.</summary>
    public void Touch(int from, int to)
    {
        Recycle();
        for (var z = from; z < to; z++)
        {
            if (slices[z] == 0)
            {
                slices[z] = free.TryPop(out var used) ? used : Allocate();
                NativeMemory.Clear((void*)slices[z], (nuint)bytes);
            }
        }
    }

    /// <summary>Adds a row of probabilities. Safe to call from several threads for different rows.</summary>
    /// <param name="row">[c, stride].</param>
    /// <param name="stride">From a class to the next.</param>
    /// <param name="weights">How much each voxel counts along x.</param>
    /// <param name="weight">How much the row counts.</param>
    /// <param name="z">The row's place in the volume.</param>
    /// <param name="y">Likewise.</param>
    /// <param name="x">Its first voxel.</param>
    public abstract void Add(float* row, int stride, ReadOnlySpan<float> weights, float weight, int z, int y, int x);

    /// <summary>A slice that no further row is added to. What is returned is valid until the next call of anything here.</summary>
    public ReadOnlySpan<float> Finish(int z)
    {
        Recycle();
        finished = z;
        return Values((void*)slices[z]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slice in slices.Concat(free).Where(s => s != 0))
        {
            NativeMemory.AlignedFree((void*)slice);
        }

        Array.Clear(slices);
        free.Clear();
    }

    /// <summary>The address of slice z.</summary>
    protected void* Slice(int z) => (void*)slices[z];

    /// <summary>A slice's sums as floating-point numbers.</summary>
    protected abstract ReadOnlySpan<float> Values(void* slice);

    private nint Allocate()
    {
        Allocated++;
        return (nint)NativeMemory.AlignedAlloc((nuint)bytes, 64);
    }

    private void Recycle()
    {
        if (finished is { } z)
        {
            free.Push(slices[z]);
            slices[z] = 0;
            finished = null;
        }
    }
}
