namespace MedMim.FineTuning.Inference;

/// <summary>
/// The windows along one axis and how much each voxel of them counts: a Gaussian of σ = patch/8 around the window's centre,
/// divided by the sum over all windows that see the voxel. Windows lie on a product of three such axes, so the product of three
/// weights sums to 1 over the windows of every voxel, and averages need neither a map of weights nor a division.
/// </summary>
internal sealed class AxisWindows
{
    private readonly float[][] weights;

    private AxisWindows(int[] starts, float[][] weights) => (Starts, this.weights) = (starts, weights);

    /// <summary>First voxels, ascending.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>Places windows along an axis.</summary>
    /// <param name="extent">Voxels of the volume.</param>
    /// <param name="patch">Voxels of a window.</param>
    /// <param name="step">Distance as a share of the patch.</param>
    public static AxisWindows Of(int extent, int patch, double step)
    {
        int[] starts = [.. WindowGrid.Along(extent, patch, step)];
        var sums = new double[extent];
        ForEach((_, voxel, gaussian) => sums[voxel] += gaussian);
        var shares = Array.ConvertAll(starts, _ => new float[patch]);
        ForEach((window, voxel, gaussian) => shares[window][voxel - starts[window]] = (float)(gaussian / sums[voxel]));
        return new(starts, shares);

        void ForEach(Action<int, int, double> visit)
        {
            var (centre, deviation) = ((patch - 1) / 2.0, patch / 8.0);
            for (var window = 0; window < starts.Length; window++)
            {
                for (var i = Math.Max(0, -starts[window]); i < Math.Min(patch, extent - starts[window]); i++)
                {
                    visit(window, starts[window] + i, Math.Exp(-0.5 * Math.Pow((i - centre) / deviation, 2)));
                }
            }
        }
    }

    /// <summary>The weights of a window's voxels, 0 beyond the volume.</summary>
    /// <param name="window">Which of <see cref="Starts"/>.</param>
    public ReadOnlyMemory<float> WeightsOf(int window) => weights[window];
}
