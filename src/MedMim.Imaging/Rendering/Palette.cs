namespace MedMim.Imaging.Rendering;

/// <summary>
/// Colours that people with any kind of colour vision tell apart (Okabe and Ito, Color Universal Design, 2008), without
/// its black, which is invisible on a scan.
/// </summary>
public static class Palette
{
    /// <summary>The seven colours.</summary>
    public static IReadOnlyList<Rgb> OkabeIto { get; } =
    [
        new(230, 159, 0), new(86, 180, 233), new(0, 158, 115), new(240, 228, 66),
        new(0, 114, 178), new(213, 94, 0), new(204, 121, 167),
    ];

    /// <summary>Orange: contours of the reference.</summary>
    public static Rgb Reference => OkabeIto[0];

    /// <summary>Sky blue: contours of the prediction.</summary>
    public static Rgb Prediction => OkabeIto[1];

    /// <summary>The colour of a label value from 1 on; they repeat after seven.</summary>
    public static Rgb OfLabel(int label) => OkabeIto[(label + OkabeIto.Count - 1) % OkabeIto.Count];
}
