using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks.Detection;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// The anchors of a patch, in the network's order: level (finest first), cell in C order [z, y, x], anchor. A cell's anchors
/// stand in the middle of the voxels that it stands for.
/// </summary>
internal sealed class AnchorGrid
{
    private readonly int perCell;
    private readonly AnchorLevel[] levels;

    public AnchorGrid(GridSize patch, RetinaUNetOptions network, AnchorPlan plan)
    {
        perCell = network.AnchorsPerCell;
        levels = new AnchorLevel[network.Levels.Count];
        var first = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            var stride = network.StrideOf(network.Levels[i]);
            levels[i] = new(first, stride, new(patch.Z / stride.Z, patch.Y / stride.Y, patch.X / stride.X));
            first += (int)levels[i].Cells.Count * perCell;
        }

        Boxes = new Box3[first];
        for (var i = 0; i < levels.Length; i++)
        {
            Fill(levels[i], plan.Levels[i]);
        }
    }

    /// <summary>All anchors.</summary>
    public Box3[] Boxes { get; }

    /// <summary>How many levels there are.</summary>
    public int Levels => levels.Length;

    /// <summary>The anchors of the cells of a level whose centres are nearest to a point.</summary>
    /// <param name="level">The level's place.</param>
    /// <param name="point">[z, y, x].</param>
    /// <param name="cells">How many cells.</param>
    public IEnumerable<int> Nearest(int level, (double Z, double Y, double X) point, int cells)
    {
        var (first, stride, size) = levels[level];
        var near = from z in Around(point.Z, stride.Z, size.Z, cells)
                   from y in Around(point.Y, stride.Y, size.Y, cells)
                   from x in Around(point.X, stride.X, size.X, cells)
                   let distance = Square(Centre(z, stride.Z) - point.Z) + Square(Centre(y, stride.Y) - point.Y) + Square(Centre(x, stride.X) - point.X)
                   orderby distance, z, y, x
                   select (int)size.Offset(z, y, x);
        return near.Take(cells).SelectMany(cell => Enumerable.Range(first + (cell * perCell), perCell));
    }

    private void Fill(AnchorLevel level, IReadOnlyList<AnchorSize> sizes)
    {
        var at = level.First;
        for (var z = 0; z < level.Cells.Z; z++)
        {
            for (var y = 0; y < level.Cells.Y; y++)
            {
                for (var x = 0; x < level.Cells.X; x++)
                {
                    var centre = (Centre(z, level.Stride.Z), Centre(y, level.Stride.Y), Centre(x, level.Stride.X));
                    foreach (var size in sizes)
                    {
                        Boxes[at++] = Box3.Around(centre, (size.Z, size.Y, size.X));
                    }
                }
            }
        }
    }

    private static IEnumerable<int> Around(double point, int stride, int count, int reach)
    {
        var cell = (int)Math.Floor((point + 0.5) / stride);
        var from = Math.Clamp(cell - reach, 0, count - 1);
        return Enumerable.Range(from, Math.Clamp(cell + reach, 0, count - 1) - from + 1);
    }

    private static double Centre(int cell, int stride) => ((cell + 0.5) * stride) - 0.5;

    private static double Square(double value) => value * value;
}
