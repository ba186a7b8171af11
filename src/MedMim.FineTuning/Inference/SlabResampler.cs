using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Brings probabilities to another grid of parallel axes, slab by slab, by linear interpolation. It holds two slabs of the source
/// and one of the target. A prepared grid is a rounded number of voxels and may end a fraction of one before the scan does: there
/// its outermost values are repeated.
/// </summary>
/// <param name="target">The wanted grid.</param>
/// <param name="consumer">Who gets the slabs of the wanted grid.</param>
public sealed class SlabResampler(VolumeGeometry target, ISlabConsumer consumer) : ISlabConsumer
{
    private AxisInterpolation alongZ = null!;
    private RowInterpolation rows = null!;
    private int classes;
    private bool isSame;
    private float[] previous = [];
    private float[] slab = [];
    private int done;

    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        consumer.Begin(classes, target);
        isSame = grid.CoincidesWith(target, 1e-9);
        if (isSame)
        {
            return;
        }

        (alongZ, var y, var x) = AxisInterpolation.Between(grid, target);
        rows = new RowInterpolation(grid.Size, y, x);
        this.classes = classes;
        previous = new float[checked(classes * grid.Size.Y * grid.Size.X)];
        slab = new float[checked(classes * target.Size.Y * target.Size.X)];
        done = 0;
    }

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        if (isSame)
        {
            consumer.Add(z, probabilities);
            return;
        }

        for (; done < target.Size.Z && (alongZ.Below[done] < z || (alongZ.Below[done] == z && alongZ.Share[done] == 0)); done++)
        {
            var share = alongZ.Share[done];
            if (alongZ.Below[done] == z)
            {
                rows.Execute(probabilities, probabilities, 0, classes, slab);
            }
            else
            {
                rows.Execute(previous, probabilities, share, classes, slab);
            }

            consumer.Add(done, slab);
        }

        if (done < target.Size.Z)
        {
            probabilities.CopyTo(previous);
        }
    }

    /// <inheritdoc/>
    public void End() => consumer.End();
}
