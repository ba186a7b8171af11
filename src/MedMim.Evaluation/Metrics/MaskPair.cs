using System.Runtime.InteropServices;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>
/// One label value of a reference and a prediction, cut to the bounding box of both masks. Every metric is the same on
/// the box as on the scan, because outside of it both are background; it is only faster.
/// </summary>
internal sealed class MaskPair
{
    private MaskPair(GridSize size, Vector3 spacing, bool[] reference, bool[] prediction)
    {
        Size = size;
        Spacing = spacing;
        Reference = reference;
        Prediction = prediction;
        ReferenceCount = Count(reference);
        PredictionCount = Count(prediction);
    }

    /// <summary>The box, [z, y, x]; zero where both masks are empty.</summary>
    public GridSize Size { get; }

    /// <summary>Spacing in mm.</summary>
    public Vector3 Spacing { get; }

    /// <summary>The volume of a voxel, mm³.</summary>
    public double VoxelMm3 => Spacing.X * Spacing.Y * Spacing.Z;

    /// <summary>The reference mask, C order [z, y, x].</summary>
    public bool[] Reference { get; }

    /// <summary>The predicted mask, C order [z, y, x].</summary>
    public bool[] Prediction { get; }

    /// <summary>Voxels of the reference.</summary>
    public long ReferenceCount { get; }

    /// <summary>Voxels of the prediction.</summary>
    public long PredictionCount { get; }

    /// <summary>Two other masks on the same grid.</summary>
    public MaskPair With(bool[] reference, bool[] prediction) => new(Size, Spacing, reference, prediction);

    /// <summary>Cuts label <paramref name="label"/> out of two volumes on one grid of <paramref name="geometry"/>.</summary>
    public static MaskPair Of(
        ReadOnlySpan<byte> reference, ReadOnlySpan<byte> prediction, VolumeGeometry geometry, byte label)
    {
        var box = BoundingBox.Of(reference, prediction, geometry.Size, label);
        var size = box.Size;
        var cutReference = new bool[size.Count];
        var cutPrediction = new bool[size.Count];
        var to = 0;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                var from = (int)geometry.Size.Offset(box.Z + z, box.Y + y, box.X);
                Cut(reference.Slice(from, size.X), cutReference.AsSpan(to, size.X), label);
                Cut(prediction.Slice(from, size.X), cutPrediction.AsSpan(to, size.X), label);
                to += size.X;
            }
        }

        return new MaskPair(size, geometry.Spacing, cutReference, cutPrediction);
    }

    private static void Cut(ReadOnlySpan<byte> labels, Span<bool> mask, byte label)
    {
        for (var x = 0; x < mask.Length; x++)
        {
            mask[x] = labels[x] == label;
        }
    }

    // True is stored as one.
    private static long Count(bool[] mask) => MemoryMarshal.AsBytes(mask.AsSpan()).Count((byte)1);
}
