using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Archive;

/// <summary>
/// Outlines a shape slice by slice (marching squares). Filling the outlines by pixel centre gives back exactly the voxels
/// whose centres lie in the shape (and its holes), since no outline comes nearer to a centre than a twentieth of a pixel.
/// </summary>
internal static class ContourTracer
{
    private const double Nearest = 0.05;

    // Corners: 1 top left, 2 top right, 4 bottom right, 8 bottom left. Edges: 0 top, 1 right, 2 bottom, 3 left. Each pair
    // is a line from one edge to another with the inside on its left.
    private static readonly int[][] Lines =
    [
        [], [3, 0], [0, 1], [3, 1], [1, 2], [3, 0, 1, 2], [0, 2], [3, 2],
        [2, 3], [2, 0], [0, 1, 2, 3], [2, 1], [1, 3], [1, 0], [0, 3], [],
    ];

    /// <summary>Traces all slices.</summary>
    /// <param name="geometry">The scan's grid.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="every">Keeps every so many points of an outline.</param>
    /// <returns>Closed outlines in LPS, mm, and how many voxel centres they hold. Holes within a slice are filled.</returns>
    public static (IReadOnlyList<StructureContour> Contours, int Voxels) Trace(
        VolumeGeometry geometry, IShape shape, int every = 1)
    {
        var contours = new List<StructureContour>();
        var voxels = 0;
        var box = new IndexBox(geometry, shape.Bounds);
        for (var z = box.Z0; z <= box.Z1 && !box.IsEmpty; z++)
        {
            var grid = SliceDistances.Of(geometry, shape, box, z);
            voxels += grid.Inside;
            foreach (var loop in Loops(grid))
            {
                var height = z;
                contours.Add(new(ContourKind.ClosedPlanar, [.. loop
                    .Where((_, i) => i % every == 0 || loop.Count < 24)
                    .Select(p => Rounded(geometry.ToPhysical(height, p.Y, p.X)))]));
            }
        }

        return (contours, voxels);
    }

    private static IEnumerable<List<(double Y, double X)>> Loops(SliceDistances grid)
    {
        var next = new Dictionary<int, int>();
        for (var y = 0; y < grid.Rows - 1; y++)
        {
            for (var x = 0; x < grid.Columns - 1; x++)
            {
                var lines = Lines[(grid.IsInside(y, x) ? 1 : 0) | (grid.IsInside(y, x + 1) ? 2 : 0)
                    | (grid.IsInside(y + 1, x + 1) ? 4 : 0) | (grid.IsInside(y + 1, x) ? 8 : 0)];
                for (var i = 0; i < lines.Length; i += 2)
                {
                    next[EdgeOf(grid, y, x, lines[i])] = EdgeOf(grid, y, x, lines[i + 1]);
                }
            }
        }

        while (next.Count > 0)
        {
            var loop = new List<(double Y, double X)>();
            var edge = next.Keys.Min();
            while (next.Remove(edge, out var to))
            {
                loop.Add(Crossing(grid, edge));
                edge = to;
            }

            yield return loop;
        }
    }

    // Horizontal edges have even numbers, vertical ones odd numbers, by their top or left corner.
    private static int EdgeOf(SliceDistances grid, int y, int x, int side) => side switch
    {
        0 => 2 * ((y * grid.Columns) + x),
        1 => (2 * ((y * grid.Columns) + x + 1)) + 1,
        2 => 2 * (((y + 1) * grid.Columns) + x),
        _ => (2 * ((y * grid.Columns) + x)) + 1,
    };

    private static (double Y, double X) Crossing(SliceDistances grid, int edge)
    {
        int y = edge / 2 / grid.Columns, x = edge / 2 % grid.Columns;
        int dy = edge & 1, dx = 1 - dy;
        double a = grid[y, x], b = grid[y + dy, x + dx];
        var t = Math.Clamp(a / (a - b), Nearest, 1 - Nearest);
        return (grid.Y0 + y + (dy * t), grid.X0 + x + (dx * t));
    }

    private static Vector3 Rounded(Vector3 p) => new(Math.Round(p.X, 3), Math.Round(p.Y, 3), Math.Round(p.Z, 3));
}
