using System.Numerics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Galleries;

/// <summary>A part of a grid in blocks of voxels, each of which becomes one.</summary>
internal sealed class VoxelBlocks
{
    private readonly VoxelBox box;

    private VoxelBlocks(VolumeGeometry grid, VoxelBox box, GridSize step)
    {
        this.box = box;
        Step = step;
        var size = new GridSize(Count(box.Size.Z, step.Z), Count(box.Size.Y, step.Y), Count(box.Size.X, step.X));
        Geometry = grid with
        {
            Size = size,
            Spacing = new(grid.Spacing.X * step.X, grid.Spacing.Y * step.Y, grid.Spacing.Z * step.Z),
            Origin = grid.ToPhysical(box.Z + ((step.Z - 1) / 2.0), box.Y + ((step.Y - 1) / 2.0), box.X + ((step.X - 1) / 2.0)),
        };
    }

    /// <summary>The grid of the blocks: their middles, physically where they were.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Voxels of a block, [z, y, x].</summary>
    public GridSize Step { get; }

    /// <summary>Blocks of a box: single voxels if they are few enough, else larger along whichever axis is finest, step by step.</summary>
    public static VoxelBlocks Of(VolumeGeometry grid, VoxelBox box, long mostVoxels)
    {
        var step = new GridSize(1, 1, 1);
        while ((long)Count(box.Size.Z, step.Z) * Count(box.Size.Y, step.Y) * Count(box.Size.X, step.X) > mostVoxels)
        {
            var (z, y, x) = (step.Z * grid.Spacing.Z, step.Y * grid.Spacing.Y, step.X * grid.Spacing.X);
            step = z <= y && z <= x ? step with { Z = step.Z + 1 }
                : y <= x ? step with { Y = step.Y + 1 }
                : step with { X = step.X + 1 };
        }

        return new(grid, box, step);
    }

    /// <summary>The mean of each block, as far as it lies in the box.</summary>
    public Volume<float> Mean(Volume<float> volume) => Fill<float>((z, y, x) =>
    {
        var (sum, count) = (0.0, 0);
        for (var k = z; k < Math.Min(z + Step.Z, box.Z + box.Size.Z); k++)
        {
            for (var j = y; j < Math.Min(y + Step.Y, box.Y + box.Size.Y); j++)
            {
                for (var i = x; i < Math.Min(x + Step.X, box.X + box.Size.X); i++)
                {
                    sum += volume[k, j, i];
                    count++;
                }
            }
        }

        return (float)(sum / count);
    });

    /// <summary>The voxel in the middle of each block.</summary>
    public Volume<byte> Middle(Volume<byte> volume) => Fill((z, y, x) => volume[
        Math.Min(z + (Step.Z / 2), box.Z + box.Size.Z - 1),
        Math.Min(y + (Step.Y / 2), box.Y + box.Size.Y - 1),
        Math.Min(x + (Step.X / 2), box.X + box.Size.X - 1)]);

    private static int Count(int voxels, int step) => (voxels + step - 1) / step;

    private Volume<T> Fill<T>(Func<int, int, int, T> value)
        where T : unmanaged, INumber<T>
    {
        var result = new Volume<T>(Geometry);
        var at = 0;
        for (var z = 0; z < Geometry.Size.Z; z++)
        {
            for (var y = 0; y < Geometry.Size.Y; y++)
            {
                for (var x = 0; x < Geometry.Size.X; x++)
                {
                    result.Voxels[at++] = value(box.Z + (z * Step.Z), box.Y + (y * Step.Y), box.X + (x * Step.X));
                }
            }
        }

        return result;
    }
}
