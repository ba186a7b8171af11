namespace MedMim.Phantom.Synthesis;

/// <summary>How a tissue looks on CT.</summary>
/// <param name="Hounsfield">Mean attenuation, HU.</param>
/// <param name="Grain">Standard deviation of its fine texture (about 6 mm), HU.</param>
/// <param name="Mottle">Standard deviation of its coarse texture (about 25 mm), HU.</param>
internal readonly record struct Material(double Hounsfield, double Grain, double Mottle)
{
    public static Material Air => new(-1000, 0, 0);

    public static Material Skin => new(20, 10, 0);

    public static Material Fat => new(-105, 7, 6);

    public static Material Muscle => new(58, 10, 5);

    public static Material Fluid => new(8, 1, 0);

    public static Material Gas => new(-960, 8, 0);

    public static Material CorticalBone => new(520, 60, 0);

    public static Material SpongyBone => new(190, 45, 15);

    public static Material Disc => new(85, 8, 0);

    public static Material TableShell => new(-120, 10, 0);

    public static Material TableFoam => new(-920, 8, 0);

    /// <summary>The same texture around another mean.</summary>
    public Material At(double hounsfield) => this with { Hounsfield = hounsfield };
}
