using System.Numerics;

namespace MedMim.FineTuning.Inference;

/// <summary>Softmax over the classes of a row of voxels, several voxels at a time.</summary>
internal static unsafe class SoftmaxRow
{
    /// <summary>A row's length rounded up, so that whole vectors cover it.</summary>
    public static int Padded(int count) => (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>Replaces logits by probabilities.</summary>
    /// <param name="row">[c, stride]; what lies beyond the row's voxels must be finite.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="stride">A multiple of a vector's length.</param>
    /// <returns>Whether all logits were finite numbers, or minus infinity for some but not all classes.</returns>
    public static bool Execute(float* row, int classes, int stride)
    {
        var sums = Vector<float>.Zero;
        for (var x = 0; x < stride; x += Vector<float>.Count)
        {
            var most = Vector.Load(row + x);
            for (var c = 1; c < classes; c++)
            {
                most = Vector.Max(most, Vector.Load(row + x + (c * (nint)stride)));
            }

            var sum = Vector<float>.Zero;
            for (var c = 0; c < classes; c++)
            {
                var at = row + x + (c * (nint)stride);
                var power = Vector.Exp(Vector.Load(at) - most);
                sum += power;
                power.Store(at);
            }

            var factor = Vector<float>.One / sum;
            for (var c = 0; c < classes; c++)
            {
                var at = row + x + (c * (nint)stride);
                (Vector.Load(at) * factor).Store(at);
            }

            sums += factor;
        }

        return Vector.EqualsAll(sums, sums);
    }
}
