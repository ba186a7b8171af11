namespace MedMim.Imaging.Rendering;

/// <summary>
/// Colours that people with any kind of colour vision tell apart (Okabe and Ito, Color Universal Design, 2008), and that
/// stand out from greys. The report's legend names the same.
/// </summary>
public static class Palette
{
    /// <summary>Yellow: outlines of the reference.</summary>
    public static Rgb Reference => new(240, 228, 66);

    /// <summary>Sky blue: outlines of the prediction.</summary>
    public static Rgb Prediction => new(86, 180, 233);

    /// <summary>Orange: frames of masked blocks.</summary>
    public static Rgb Frame => new(230, 159, 0);
}
