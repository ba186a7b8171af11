using CsCheck;
using MedMim.Imaging.Boxes;

namespace MedMim.Imaging.Tests.Boxes;

/// <summary>Random boxes: crowded, with equal scores, copies of one another, and some without a volume.</summary>
internal static class GeneratedBoxes
{
    public static Gen<Box3> Box { get; } =
        from low in Gen.Select(Gen.Double[0, 20], Gen.Double[0, 20], Gen.Double[0, 20])
        from size in Gen.Select(Side, Side, Side)
        select new Box3(low.Item1, low.Item2, low.Item3, low.Item1 + size.Item1, low.Item2 + size.Item2, low.Item3 + size.Item3);

    public static Gen<ScoredBox[]> Boxes { get; } =
        from boxes in Gen.Select(Box, Gen.Int[1, 5], Gen.Int[1, 2], Gen.Double[0.1, 2], Gen.Int[0, 3])
            .Select((box, score, label, weight, view) => new ScoredBox(box, score / 5.0, label) { Weight = weight, View = view })
            .Array[0, 120]
        from copies in Gen.Int[0, Math.Max(0, boxes.Length - 1)].Array[0, 10]
        select boxes.Length == 0 ? boxes : [.. boxes, .. copies.Select(i => boxes[i])];

    private static Gen<double> Side => Gen.Frequency((20, Gen.Double[1, 12]), (1, Gen.Const(0.0)), (1, Gen.Double[20, 60]));
}
