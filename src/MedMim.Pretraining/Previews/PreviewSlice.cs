using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Imaging.Rendering;

namespace MedMim.Pretraining.Previews;

/// <summary>
/// Draws one slice of a crop, turned as radiologists look: that with the most labelled voxels, else that with the most of the
/// body.
/// </summary>
internal sealed class PreviewSlice
{
    private const double Tint = 0.5;
    private const double Cover = 0.72;

    private readonly Patch patch;
    private readonly SliceView view;
    private readonly RgbImage grey;
    private readonly bool[] present;

    public PreviewSlice(Patch patch, int longSide)
    {
        this.patch = patch;
        var body = Array.ConvertAll(patch.Tissue, t => (byte)(TissueClasses.IsBody(t) ? 1 : 0));
        Slice = SliceChoice.LargestArea(Labelled() is { } label && label.AsSpan().ContainsAnyExcept((byte)0) ? label : body, patch.Size);
        view = SliceView.Of(patch.Geometry, longSide);
        var window = IntensityWindow.OfQuantiles(patch.Image.Where((_, i) => patch.Present[i] != 0).ToArray(), 0.005, 0.995);
        grey = SlicePicture.Grey(SlicePicture.Sample(patch.Image, patch.Size, Slice, view), view, window);
        present = SliceMask.Inside(patch.Present, patch.Size, Slice, view);
    }

    /// <summary>Index of the slice in the crop.</summary>
    public int Slice { get; }

    /// <summary>The scan, with outlines of its labels.</summary>
    public RgbImage Scan() => Drawn((pixel, _) => pixel, withLabels: true);

    /// <summary>The scan, tinted by tissue class.</summary>
    public RgbImage Tissue()
    {
        var classes = Enum.GetValues<TissueClass>().ToDictionary(
            c => c, c => SliceMask.Inside(Array.ConvertAll(patch.Tissue, t => (byte)(t == (byte)c ? 1 : 0)), patch.Size, Slice, view));
        return Drawn(
            (pixel, at) => classes.FirstOrDefault(c => c.Key != TissueClass.Air && c.Value[at]) is { Value: not null } found
                ? pixel.Mixed(PreviewColours.Of(found.Key), Tint)
                : pixel,
            withLabels: false);
    }

    /// <summary>The scan, hidden voxels covered.</summary>
    /// <param name="mask">1 = hidden, C order [z, y, x].</param>
    public RgbImage Masked(byte[] mask)
    {
        var (hidden, edge) = (SliceMask.Inside(mask, patch.Size, Slice, view), SliceMask.Outline(mask, patch.Size, Slice, view));
        return Drawn(
            (pixel, at) => edge[at] ? pixel.Mixed(Palette.Prediction, Cover)
                : hidden[at] ? pixel.Mixed(PreviewColours.Hidden, Cover) : pixel,
            withLabels: true);
    }

    private RgbImage Drawn(Func<Rgb, int, Rgb> colour, bool withLabels)
    {
        var image = new RgbImage(view.Width, view.Height);
        var outline = withLabels && Labelled() is { } label ? SliceMask.Outline(label, patch.Size, Slice, view) : null;
        for (var i = 0; i < present.Length; i++)
        {
            var (y, x) = (i / view.Width, i % view.Width);
            image[y, x] = !present[i] ? PreviewColours.Padding
                : outline?[i] == true ? PreviewColours.Label : colour(grey[y, x], i);
        }

        return image;
    }

    private byte[]? Labelled() => patch.Label is { } label ? Array.ConvertAll(label, v => v == PatchCropper.IgnoredLabel ? (byte)0 : v) : null;
}
