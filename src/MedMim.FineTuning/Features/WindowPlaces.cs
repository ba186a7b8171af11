using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Features;

/// <summary>The places that a window sees.</summary>
/// <param name="Start">The window's first voxel, [z, y, x].</param>
/// <param name="Rows">Which of the places they are.</param>
/// <param name="Weights">How much the window counts at each: <see cref="Inference.SlidingWindow"/>'s Gaussian.</param>
/// <param name="Grid">Each place as (x, y, z), −1 to 1 from the window's one edge to the other.</param>
internal sealed record WindowPlaces((int Z, int Y, int X) Start, IReadOnlyList<int> Rows, double[] Weights, float[] Grid)
{
    public static WindowPlaces Of((int Z, int Y, int X) start, GridSize patch, IReadOnlyList<VolumePoint> places)
    {
        var (rows, weights, grid) = (new List<int>(), new List<double>(), new List<float>());
        for (var i = 0; i < places.Count; i++)
        {
            // From the window's edge, in shares of the window: half a voxel lies before the first centre.
            var z = (places[i].Z - start.Z + 0.5) / patch.Z;
            var y = (places[i].Y - start.Y + 0.5) / patch.Y;
            var x = (places[i].X - start.X + 0.5) / patch.X;
            if (Math.Min(z, Math.Min(y, x)) >= 0 && Math.Max(z, Math.Max(y, x)) <= 1)
            {
                rows.Add(i);
                weights.Add(Weight(z) * Weight(y) * Weight(x));
                grid.AddRange([(float)((2 * x) - 1), (float)((2 * y) - 1), (float)((2 * z) - 1)]);
            }
        }

        return new(start, rows, [.. weights], [.. grid]);
    }

    /// <summary>A Gaussian of σ = 1/8 of the window, 1 in its middle.</summary>
    private static double Weight(double share) => Math.Exp(-0.5 * Math.Pow((share - 0.5) * 8, 2));
}
