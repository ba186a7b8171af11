using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>A scan's slice with the outlines of the reference and of the prediction.</summary>
public static class OverlayPicture
{
    private const int LineWidth = 2;
    private const int DashLength = 6;

    /// <summary>Draws a window on a slice. Where both outlines coincide their colours alternate.</summary>
    /// <param name="scan">Intensities; the window's darkest and brightest percent become black and white.</param>
    /// <param name="reference">Reference labels.</param>
    /// <param name="prediction">Predicted labels.</param>
    /// <param name="field">What to show.</param>
    /// <param name="side">Side of the picture in pixels.</param>
    /// <exception cref="ArgumentException">The volumes' grids differ in size.</exception>
    public static RgbImage Draw(
        Volume<float> scan, Volume<byte> reference, Volume<byte> prediction, FieldOfView field, int side = 480)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(field);
        var (size, z) = (scan.Geometry.Size, field.Slice);
        if (size != reference.Geometry.Size || size != prediction.Geometry.Size)
        {
            throw new ArgumentException("Scan, reference and prediction must share a grid.", nameof(scan));
        }

        var view = field.View(scan.Geometry, side);
        var samples = SlicePicture.Sample(scan.Voxels, size, z, view);
        var picture = SlicePicture.Grey(samples, view, IntensityWindow.OfQuantiles(samples, 0.01, 0.99));
        var ofReference = SliceMask.Outline(reference.Voxels, size, z, view, LineWidth);
        var ofPrediction = SliceMask.Outline(prediction.Voxels, size, z, view, LineWidth);
        for (var i = 0; i < samples.Length; i++)
        {
            var isTurn = ((i % side) + (i / side)) / DashLength % 2 == 0;
            (ofReference[i], ofPrediction[i]) = (ofReference[i] && (isTurn || !ofPrediction[i]), ofPrediction[i] && !(isTurn && ofReference[i]));
        }

        SlicePicture.Cover(picture, ofReference, Palette.Reference);
        SlicePicture.Cover(picture, ofPrediction, Palette.Prediction);
        return picture;
    }
}
