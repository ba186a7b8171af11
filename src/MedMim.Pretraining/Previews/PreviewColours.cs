using MedMim.Datasets.Store;
using MedMim.Imaging.Rendering;

namespace MedMim.Pretraining.Previews;

/// <summary>The colours of a preview: told apart with any kind of colour vision (Okabe and Ito).</summary>
internal static class PreviewColours
{
    public static Rgb Paper => Rgb.Grey(255);

    public static Rgb Ink => Rgb.Grey(32);

    public static Rgb Faint => Rgb.Grey(112);

    public static Rgb Track => Rgb.Grey(228);

    public static Rgb Padding => new(52, 60, 76);

    public static Rgb Hidden => new(0, 92, 160);

    public static Rgb Label => new(213, 94, 0);

    public static Rgb Of(TissueClass tissue) => tissue switch
    {
        TissueClass.Support => new(204, 121, 167),
        TissueClass.Tissue => new(0, 158, 115),
        TissueClass.Boundary => new(240, 228, 66),
        _ => Rgb.Grey(96),
    };
}
