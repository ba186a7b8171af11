using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace MedMim.Training.Augmentation;

/// <summary>
/// Turns and scales some crops of a batch, and mirrors some: the image linearly, maps by the nearest voxel, presence with
/// them. What is done to a crop follows from its key and spacing alone, not from the other crops of the batch.
/// </summary>
/// <param name="options">How often and how far.</param>
public sealed class SpatialAugmentation(SpatialOptions options)
{
    // Weights of neighbours that sum to 1 in float32.
    private const double Whole = 1 - 1e-5;

    /// <summary>
    /// The changed batch. What turns in from outside a crop is the crop's smallest intensity, each map's outside value, and
    /// absent; so is what takes anything from an absent voxel, but for its intensity and maps.
    /// </summary>
    /// <param name="batch">The crops; not changed.</param>
    /// <param name="spacing">Millimetres between voxels of each crop, [z, y, x].</param>
    /// <param name="keys">The key of each crop: its seed, step and sample, and the purpose that the streams' names begin with.</param>
    public CropBatch Apply(CropBatch batch, IReadOnlyList<(double Z, double Y, double X)> spacing, IReadOnlyList<StreamKey> keys)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(spacing);
        ArgumentNullException.ThrowIfNull(keys);
        using var noGrad = no_grad();
        using var precise = Autocast.Off(batch.Image.device_type);
        using var scope = NewDisposeScope();
        var motions = keys.Select(k => DrawMotion(ChosenSamples.Stream(k, "rotation"))).ToList();
        return Mirror(Move(batch, motions, spacing), keys).MoveToOuterScope();
    }

    /// <summary>Moves the crops that have a motion.</summary>
    internal static CropBatch Move(
        CropBatch batch, IReadOnlyList<CropMotion?> motions, IReadOnlyList<(double Z, double Y, double X)> spacing)
    {
        long[] moved = [.. Enumerable.Range(0, motions.Count).Where(i => motions[i] is not null)];
        if (moved.Length == 0)
        {
            return batch;
        }

        var chosen = new ChosenSamples(moved);
        var (image, present, maps) = (chosen.Of(batch.Image), chosen.Of(batch.Present), chosen.Of(batch.Maps));
        var grid = CropMotion.Grid(motions.OfType<CropMotion>(), moved.Select(i => spacing[(int)i]), image);
        var inside = grid.abs().amax(-1).le(1).unsqueeze(1);
        var outside = tensor(batch.Outside.ToArray(), device: maps.device).reshape(1, -1, 1, 1, 1);
        var there = Sample(present.to(ScalarType.Float32), grid, GridSampleMode.Bilinear).gt(Whole);
        return batch with
        {
            Image = chosen.Replace(batch.Image, where(inside, Sample(image, grid, GridSampleMode.Bilinear), image.amin([2, 3, 4], keepdim: true))),
            Present = chosen.Replace(batch.Present, there.logical_and(inside)),
            Maps = chosen.Replace(
                batch.Maps,
                where(inside, Sample(maps.to(ScalarType.Float32), grid, GridSampleMode.Nearest).to(ScalarType.Byte), outside)),
        };
    }

    private static Tensor Sample(Tensor input, Tensor grid, GridSampleMode mode) =>
        grid_sample(input, grid, mode, GridSamplePaddingMode.Border, align_corners: false);

    private CropMotion? DrawMotion(RandomStream random)
    {
        // Every number is drawn whether it is used or not, so that one probability changes nothing else.
        var (turns, scales) = (random.NextDouble() < options.RotationProbability, random.NextDouble() < options.ScaleProbability);
        var (x, y, z) = (Angle(), Angle(), Angle());
        var scale = Math.Exp(random.NextDouble(Math.Log(options.SmallestScale), Math.Log(options.LargestScale)));
        return (turns, scales) switch
        {
            (false, false) => null,
            (false, true) => new CropMotion(0, 0, 0, scale),
            _ => new CropMotion(x, y, z, scales ? scale : 1),
        };

        double Angle() => random.NextDouble(-options.MaximumRotation, options.MaximumRotation) * Math.PI / 180;
    }

    private CropBatch Mirror(CropBatch batch, IReadOnlyList<StreamKey> keys)
    {
        var axes = keys.Select(k => ChosenSamples.Stream(k, "mirroring"))
            .Select(r => new[] { r.NextDouble(), r.NextDouble(), r.NextDouble() }).ToList();
        for (var axis = 0; axis < 3; axis++)
        {
            long[] flipped = [.. Enumerable.Range(0, axes.Count).Where(i => axes[i][axis] < options.MirrorProbability)];
            if (flipped.Length > 0)
            {
                var chosen = new ChosenSamples(flipped);
                Tensor Flip(Tensor all) => chosen.Replace(all, chosen.Of(all).flip(axis + 2));
                batch = batch with { Image = Flip(batch.Image), Present = Flip(batch.Present), Maps = Flip(batch.Maps) };
            }
        }

        return batch;
    }
}
