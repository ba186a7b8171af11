using MedMim.FineTuning.Losses;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// What is to be found in the patches of a step, after augmentation: the 26-connected components of each class, or the things that an
/// instance map numbers.
/// </summary>
internal sealed class DetectionTargets
{
    /// <summary>Voxels of the smallest component that is a lesion: turning a label may tear off crumbs.</summary>
    public const int SmallestLesion = 4;

    private readonly GridSize size;
    private readonly byte[][] classes;

    private DetectionTargets(GridSize size, byte[][] classes, IReadOnlyList<IReadOnlyList<PatchLesion>> lesions) =>
        (this.size, this.classes, Lesions) = (size, classes, lesions);

    /// <summary>The lesions of each patch.</summary>
    public IReadOnlyList<IReadOnlyList<PatchLesion>> Lesions { get; }

    /// <param name="label">Classes, or numbers of instances, [n, d, h, w], uint8; 255 where a voxel does not count.</param>
    /// <param name="anchors">The anchors of a patch.</param>
    /// <param name="instances">Whether they are numbers of instances, all of the first class.</param>
    public static DetectionTargets Of(Tensor label, AnchorGrid anchors, bool instances = false)
    {
        var grid = new GridSize((int)label.shape[1], (int)label.shape[2], (int)label.shape[3]);
        byte[][] patches = [.. Enumerable.Range(0, (int)label.shape[0]).Select(i => label[i].cpu().contiguous().data<byte>().ToArray())];
        return new(grid, patches, [.. patches.Select(p => Find(p, grid, anchors, instances))]);
    }

    /// <summary>0 for background, 1 for any class, 255 where a voxel does not count; [n, d, h, w], uint8.</summary>
    /// <param name="label">Classes, [n, d, h, w], uint8.</param>
    public static Tensor Foreground(Tensor label) => label.ne(DiceCrossEntropyLoss.Ignored).logical_and(label.ne(0)).to(ScalarType.Byte)
        .masked_fill(label.eq(DiceCrossEntropyLoss.Ignored), DiceCrossEntropyLoss.Ignored);

    /// <summary>Whether an anchor may stand for background: its centre lies on a voxel that counts.</summary>
    /// <param name="sample">The patch's place.</param>
    /// <param name="anchor">The anchor.</param>
    public bool MayBeEmpty(int sample, in Box3 anchor)
    {
        var (z, y, x) = anchor.Centre;
        return classes[sample][size.Offset(At(z, size.Z), At(y, size.Y), At(x, size.X))] != DiceCrossEntropyLoss.Ignored;
    }

    /// <summary>The lesions of a patch or a volume, but for crumbs; their labels are classes.</summary>
    internal static LabelledObject[] LesionsOf(ReadOnlySpan<byte> label, GridSize grid, bool instances)
    {
        var all = instances ? LabelledObjects.OfInstances(label, grid, 1) : LabelledObjects.OfLabels(label, grid);
        return [.. all.Where(o => o.Voxels >= SmallestLesion)];
    }

    private static List<PatchLesion> Find(byte[] patch, GridSize grid, AnchorGrid anchors, bool instances)
    {
        var objects = LesionsOf(patch, grid, instances);
        var assigned = AtssAssigner.Assign(anchors, [.. objects.Select(o => o.Box)]);
        return [.. objects.Zip(assigned, (o, a) => new PatchLesion(o.Label - 1, o.Box, a))];
    }

    private static int At(double centre, int count) => Math.Clamp((int)Math.Round(centre), 0, count - 1);
}
