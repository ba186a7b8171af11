using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>A scan's slice with the contours of the reference (orange) and of the prediction (sky blue, on top).</summary>
public static class OverlayPicture
{
    /// <summary>Draws the slice in which the reference is largest, or the prediction where there is no reference.</summary>
    /// <param name="image">Intensities, C order [z, y, x].</param>
    /// <param name="geometry">The grid of all three.</param>
    /// <param name="reference">Non-zero inside.</param>
    /// <param name="prediction">Non-zero inside.</param>
    /// <param name="window">What is black and what is white.</param>
    /// <param name="longSide">Pixels of the picture's longer side.</param>
    public static RgbImage Draw(
        ReadOnlySpan<float> image,
        VolumeGeometry geometry,
        ReadOnlySpan<byte> reference,
        ReadOnlySpan<byte> prediction,
        IntensityWindow window,
        int longSide = 384)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var size = geometry.Size;
        var z = SliceChoice.LargestArea(reference.ContainsAnyExcept((byte)0) ? reference : prediction, size);
        var view = SliceView.Of(geometry, longSide);
        var picture = SlicePicture.Grey(image, size, z, window, view);
        var thickness = Math.Max(1, longSide / 192);
        SlicePicture.Outline(picture, reference, size, z, view, Palette.Reference, thickness);
        SlicePicture.Outline(picture, prediction, size, z, view, Palette.Prediction, thickness);
        return picture;
    }
}
