using MedMim.Datasets.Sampling;

namespace MedMim.Pretraining.Montages;

/// <summary>
/// A picture of what a network makes of masked volumes. One row a patch, its middle axial slice in three columns: input with
/// the masked blocks covered; reconstruction, visible voxels kept and masked blocks framed; target.
/// </summary>
internal static class MontageSheet
{
    private const int Gap = 6;

    /// <param name="rows">For each patch its mask (1 = masked) and the network's answer, C order [z, y, x].</param>
    public static Canvas Draw(IReadOnlyList<(Patch Patch, byte[] Mask, float[] Output)> rows)
    {
        var views = rows.Select(r => SliceView.Of(r.Patch)).ToArray();
        var canvas = new Canvas((3 * views[0].Width) + (4 * Gap), views.Sum(v => v.Height + Gap) + Gap);
        var top = Gap;
        for (var row = 0; row < rows.Count; row++)
        {
            var ((patch, mask, output), view) = (rows[row], views[row]);
            int Left(int column) => Gap + (column * (view.Width + Gap));
            view.Draw(canvas, Left(0), top, patch.Image, patch.Present);
            view.Hide(canvas, Left(0), top, mask, patch.Present);
            view.Draw(canvas, Left(1), top, Pasted(patch, mask, output), patch.Present);
            view.Outline(canvas, Left(1), top, mask);
            view.Draw(canvas, Left(2), top, patch.Image, patch.Present);
            top += view.Height + Gap;
        }

        return canvas;
    }

    private static float[] Pasted(Patch patch, byte[] mask, float[] output)
    {
        var pasted = (float[])patch.Image.Clone();
        for (var i = 0; i < pasted.Length; i++)
        {
            pasted[i] = mask[i] != 0 ? output[i] : pasted[i];
        }

        return pasted;
    }
}
