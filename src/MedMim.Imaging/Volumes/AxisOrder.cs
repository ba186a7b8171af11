namespace MedMim.Imaging.Volumes;

/// <summary>
/// How the axes of one array are made of those of another by exchanging and reversing them: exact, and undone exactly.
/// Each number says which source axis becomes the result's: 1 for z, 2 for y, 3 for x, negative where it is reversed.
/// </summary>
/// <param name="Z">What the result's z axis is.</param>
/// <param name="Y">What its y axis is.</param>
/// <param name="X">What its x axis is.</param>
public readonly record struct AxisOrder(int Z, int Y, int X)
{
    /// <summary>Everything stays.</summary>
    public static AxisOrder Identity { get; } = new(1, 2, 3);

    /// <summary>
    /// The order in which z grows towards the head, y towards the back and x to the left, as nearly as the grid allows:
    /// of the six ways to pair axes, the one with the smallest angles; in case of doubt the one with the fewest changes.
    /// </summary>
    public static AxisOrder ToLps(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Vector3[] axes = [grid.AxisZ, grid.AxisY, grid.AxisX];
        int[][] pairings = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]];
        var best = pairings[0];
        foreach (var pairing in pairings)
        {
            if (Agreement(axes, pairing) > Agreement(axes, best) + 1e-9)
            {
                best = pairing;
            }
        }

        return new(
            Signed(best[0], axes[best[0]].Z), Signed(best[1], axes[best[1]].Y), Signed(best[2], axes[best[2]].X));
    }

    /// <summary>The grid of the result: the same points in space.</summary>
    public VolumeGeometry Apply(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        int[] lengths = [grid.Size.Z, grid.Size.Y, grid.Size.X];
        double[] spacings = [grid.Spacing.Z, grid.Spacing.Y, grid.Spacing.X];
        Vector3[] axes = [grid.AxisZ, grid.AxisY, grid.AxisX];
        double[] first = new double[3];
        foreach (var code in new[] { Z, Y, X })
        {
            first[Source(code)] = code < 0 ? lengths[Source(code)] - 1 : 0;
        }

        return new(
            new(lengths[Source(Z)], lengths[Source(Y)], lengths[Source(X)]),
            new(spacings[Source(X)], spacings[Source(Y)], spacings[Source(Z)]),
            grid.ToPhysical(first[0], first[1], first[2]),
            Turned(X), Turned(Y), Turned(Z));

        Vector3 Turned(int code) => Math.Sign(code) * axes[Source(code)] + default(Vector3);
    }

    /// <summary>The index of a source axis (0 for z, 1 for y, 2 for x) in a code.</summary>
    internal static int Source(int code) => Math.Abs(code) - 1;

    private static double Agreement(Vector3[] axes, int[] pairing) =>
        Math.Abs(axes[pairing[0]].Z) + Math.Abs(axes[pairing[1]].Y) + Math.Abs(axes[pairing[2]].X);

    private static int Signed(int axis, double component) => component < 0 ? -(axis + 1) : axis + 1;
}
