using System.Numerics;
using Vector3 = MedMim.Imaging.Volumes.Vector3;

namespace MedMim.Evaluation.Metrics;

/// <summary>
/// The area of marching cubes' surface in the cube between eight voxel centres, by which of them are in the mask (Lorensen and
/// Cline, Computer Graphics 21, 1987; vertices in the middle of the edges).
/// </summary>
/// <remarks>
/// The area is that of the mask or of its complement, whichever has fewer corners; corners that share no edge are cut off apart
/// from each other. So it is a sum over the groups of corners joined by edges, of one to four corners, and each kind of group
/// has its closed form.
/// </remarks>
internal static class SurfelArea
{
    /// <summary>
    /// Areas in mm² by the eight corners: bit 4·dz + 2·dy + dx is set where the corner [dz, dy, dx] is in the mask.
    /// </summary>
    /// <param name="spacing">Distance of voxel centres, mm.</param>
    public static double[] Table(Vector3 spacing)
    {
        var table = new double[256];
        for (var corners = 0; corners < 256; corners++)
        {
            var fewer = BitOperations.PopCount((uint)corners) <= 4 ? corners : 255 - corners;
            while (fewer != 0)
            {
                var group = Group(fewer);
                table[corners] += Area(group, spacing);
                fewer &= ~group;
            }
        }

        return table;
    }

    // The corners that edges join with the lowest one.
    private static int Group(int corners)
    {
        var group = corners & -corners;
        while (true)
        {
            var grown = group | (Neighbours(group) & corners);
            if (grown == group)
            {
                return group;
            }

            group = grown;
        }
    }

    private static int Neighbours(int corners)
    {
        var all = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            all |= Along(corners, axis);
        }

        return all;
    }

    // Every corner moved to the other end of its edge along an axis (0: x, 1: y, 2: z).
    private static int Along(int corners, int axis)
    {
        var moved = 0;
        for (var corner = 0; corner < 8; corner++)
        {
            moved |= (corners >> corner & 1) << (corner ^ (1 << axis));
        }

        return moved;
    }

    private static double Area(int group, Vector3 spacing)
    {
        double[] step = [spacing.X, spacing.Y, spacing.Z];
        int[] edges = [.. Enumerable.Range(0, 3).Select(axis => BitOperations.PopCount((uint)(group & Along(group, axis))) / 2)];
        return (BitOperations.PopCount((uint)group), edges.Sum()) switch
        {
            (1, _) => Corner(step),
            (2, _) => Edge(step, Array.IndexOf(edges, 1)),
            (3, _) => (Face(step, Array.IndexOf(edges, 0)) / 2) + (3 * Corner(step)), // a triangle and a trapezoid
            (4, 4) => Face(step, Array.IndexOf(edges, 0)),
            (4, _) when IsTripod(group) => 6 * Corner(step), // a plane hexagon
            (4, _) => (4 * Corner(step)) + Ends(group).Sum(axis => Edge(step, axis) / 2), // a bent hexagon
            _ => throw new InvalidOperationException("A group has one to four corners."),
        };
    }

    // Cuts off one corner: half of the vector product of two sides of the triangle.
    private static double Corner(double[] s) => new Vector3(s[1] * s[2], s[0] * s[2], s[0] * s[1]).Length / 8;

    // Cuts off two corners: a rectangle as long as their edge.
    private static double Edge(double[] s, int axis)
    {
        var (one, other) = (s[(axis + 1) % 3], s[(axis + 2) % 3]);
        return s[axis] * Math.Sqrt((one * one) + (other * other)) / 2;
    }

    private static double Face(double[] s, int axis) => s[(axis + 1) % 3] * s[(axis + 2) % 3];

    // A corner with all three of its neighbours, as opposed to a chain of four corners around the cube.
    private static bool IsTripod(int group) => Enumerable.Range(0, 8).Any(corner => group == ((1 << corner) | Neighbours(1 << corner)));

    // The axes of the first and the last edge of a chain: those of the corners with one neighbour.
    private static IEnumerable<int> Ends(int chain) => Enumerable.Range(0, 8).Select(corner => chain & (1 << corner))
        .Where(end => end != 0 && BitOperations.PopCount((uint)(chain & Neighbours(end))) == 1)
        .Select(end => Enumerable.Range(0, 3).First(axis => (chain & Along(end, axis)) != 0));
}
