using MedMim.Datasets.Sampling;
using MedMim.Imaging.Rendering;

namespace MedMim.Pretraining.Montages;

/// <summary>
/// Draws the middle slice of a patch, turned as radiologists look, from the darkest to the brightest half percent of its
/// voxels; padding is plain grey-blue.
/// </summary>
internal sealed class PatchPicture
{
    private const int LongSide = 200;
    private static readonly Rgb Padding = new(52, 60, 76);
    private static readonly Rgb Hidden = new(38, 70, 108);

    private readonly Patch patch;
    private readonly int slice;
    private readonly SliceView view;
    private readonly IntensityWindow window;
    private readonly bool[] present;

    public PatchPicture(Patch patch)
    {
        this.patch = patch;
        slice = patch.Size.Z / 2;
        view = SliceView.Of(patch.Geometry, LongSide);
        window = IntensityWindow.OfQuantiles(patch.Image.Where((_, i) => patch.Present[i] != 0).ToArray(), 0.005, 0.995);
        present = SliceMask.Inside(patch.Present, patch.Size, slice, view);
    }

    /// <summary>The patch as it is.</summary>
    public RgbImage Target() => Draw(patch.Image);

    /// <summary>The network's answer everywhere.</summary>
    /// <param name="output">The answer, C order [z, y, x].</param>
    public RgbImage Answer(float[] output) => Draw(output);

    /// <summary>What the network sees: masked voxels (1) covered.</summary>
    public RgbImage Input(byte[] mask)
    {
        var masked = SliceMask.Inside(mask, patch.Size, slice, view);
        return Covered(Draw(patch.Image), [.. masked.Zip(present, (m, p) => m && p)], Hidden);
    }

    /// <summary>What the network makes of it: visible voxels kept, masked blocks filled with its answer and framed.</summary>
    /// <param name="mask">1 = masked, C order [z, y, x].</param>
    /// <param name="output">The answer, C order [z, y, x].</param>
    public RgbImage Reconstruction(byte[] mask, float[] output)
    {
        float[] pasted = [.. patch.Image.Select((v, i) => mask[i] != 0 ? output[i] : v)];
        return Covered(Draw(pasted), SliceMask.Outline(mask, patch.Size, slice, view), Palette.Frame);
    }

    private RgbImage Draw(float[] image) => Covered(
        SlicePicture.Grey(SlicePicture.Sample(image, patch.Size, slice, view), view, window), [.. present.Select(p => !p)], Padding);

    private static RgbImage Covered(RgbImage image, bool[] pixels, Rgb colour)
    {
        SlicePicture.Cover(image, pixels, colour);
        return image;
    }
}
