using MedMim.Imaging.Volumes;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Archive;

/// <summary>A shape's signed distance at the pixel centres of a part of a slice, with a border of outside around it.</summary>
internal sealed class SliceDistances
{
    private const double Outside = 1;
    private readonly double[] distances;

    private SliceDistances(IndexBox box)
    {
        (Y0, X0) = (box.Y0 - 1, box.X0 - 1);
        (Rows, Columns) = (Math.Max(box.Y1 - box.Y0 + 3, 0), Math.Max(box.X1 - box.X0 + 3, 0));
        distances = new double[Rows * Columns];
        Array.Fill(distances, Outside);
    }

    /// <summary>Row of the scan that the first row is.</summary>
    public int Y0 { get; }

    /// <summary>Column of the scan that the first column is.</summary>
    public int X0 { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>How many pixel centres lie in the shape and its holes.</summary>
    public int Inside { get; private set; }

    public double this[int y, int x] => distances[(y * Columns) + x];

    public static SliceDistances Of(VolumeGeometry geometry, IShape shape, IndexBox box, int z)
    {
        var slice = new SliceDistances(box);
        for (var y = 1; y < slice.Rows - 1; y++)
        {
            for (var x = 1; x < slice.Columns - 1; x++)
            {
                var d = shape.Distance(geometry.ToPhysical(z, slice.Y0 + y, slice.X0 + x));
                slice.distances[(y * slice.Columns) + x] = d;
            }
        }

        slice.FillHoles();
        slice.Inside = slice.distances.Count(d => d < 0);
        return slice;
    }

    public bool IsInside(int y, int x) => this[y, x] < 0;

    // A clinician's outline has no holes: outside is what can be reached from the border, diagonally too.
    private void FillHoles()
    {
        var reached = new bool[distances.Length];
        var queue = new Stack<int>([0]);
        while (queue.TryPop(out var i))
        {
            for (var neighbour = 0; neighbour < 9; neighbour++)
            {
                int y = (i / Columns) + (neighbour / 3) - 1, x = (i % Columns) + (neighbour % 3) - 1;
                var at = (y * Columns) + x;
                if (y >= 0 && y < Rows && x >= 0 && x < Columns && !reached[at] && distances[at] >= 0)
                {
                    reached[at] = true;
                    queue.Push(at);
                }
            }
        }

        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = !reached[i] && distances[i] >= 0 ? -Outside : distances[i];
        }
    }
}
