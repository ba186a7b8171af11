using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.FineTuning.Features;
using MedMim.Imaging.Rendering;

namespace MedMim.Studies.Probes;

/// <summary>
/// One slice of a scan, turned as radiologists look: that with the most labelled voxels, else that with the most of the body.
/// </summary>
internal sealed class FeatureSlice
{
    private const double Dimming = 0.75;
    private const double Line = 0.6;

    private readonly PreparedVolume volume;
    private readonly SliceView view;
    private readonly int slice;
    private readonly bool[] inBody;
    private readonly bool[] outline;

    /// <param name="volume">The scan.</param>
    /// <param name="longSide">Pixels on the picture's longer side.</param>
    public FeatureSlice(PreparedVolume volume, int longSide)
    {
        this.volume = volume;
        var size = volume.Case.Geometry.Size;
        var label = Label(volume);
        var body = Array.ConvertAll(volume.Tissue.ToArray(), t => (byte)(TissueClasses.IsBody(t) ? 1 : 0));
        slice = SliceChoice.LargestArea(label is not null && label.AsSpan().ContainsAnyExcept((byte)0) ? label : body, size);
        view = SliceView.Of(volume.Case.Geometry, longSide);
        inBody = SliceMask.Inside(body, size, slice, view);
        outline = label is null ? new bool[inBody.Length] : SliceMask.Outline(label, size, slice, view);
        Points = [.. Enumerable.Range(0, view.Height * view.Width).Select(i =>
        {
            var (y, x) = view.Continuous(i / view.Width, i % view.Width);
            return new VolumePoint(slice, Math.Clamp(y, 0, size.Y - 1), Math.Clamp(x, 0, size.X - 1));
        })];
    }

    /// <summary>The place in the scan under each pixel, row by row.</summary>
    public IReadOnlyList<VolumePoint> Points { get; }

    /// <summary>The scan, with outlines of its labels.</summary>
    public RgbImage Scan()
    {
        var size = volume.Case.Geometry.Size;
        var window = IntensityWindow.OfQuantiles(volume.Image.Span, 0.005, 0.995);
        var image = SlicePicture.Grey(SlicePicture.Sample(volume.Image.Span, size, slice, view), view, window);
        SlicePicture.Cover(image, outline, Palette.Reference);
        return image;
    }

    /// <summary>Colours in the scan's place, dimmed outside of the body, with the same outlines.</summary>
    /// <param name="colours">A colour a pixel.</param>
    public RgbImage Painted(IReadOnlyList<Rgb> colours)
    {
        var image = new RgbImage(view.Width, view.Height);
        for (var i = 0; i < colours.Count; i++)
        {
            var colour = inBody[i] ? colours[i] : colours[i].Mixed(Rgb.Grey(0), Dimming);
            image[i / view.Width, i % view.Width] = outline[i] ? colour.Mixed(Rgb.Grey(255), Line) : colour;
        }

        return image;
    }

    private static byte[]? Label(PreparedVolume volume) => volume.Label is { Length: > 0 } label
        ? Array.ConvertAll(label.ToArray(), v => v == PatchCropper.IgnoredLabel ? (byte)0 : v)
        : null;
}
