using MedMim.Foundation.Randomness;

namespace MedMim.Phantom.Anatomy;

/// <summary>A patient's build. Lengths in mm; z = 0 is the middle of the scan, heads are at greater z.</summary>
/// <param name="HalfWidth">Half the width of the trunk.</param>
/// <param name="HalfDepth">Half its depth from front to back.</param>
/// <param name="Fat">Mean thickness of the fat under the skin.</param>
/// <param name="Scale">Size of the organs against the standard.</param>
/// <param name="DomeZ">Height of the diaphragm's right dome.</param>
/// <param name="Enhancement">Strength of the contrast medium, 1 for a good portal venous phase.</param>
internal sealed record Habitus(
    double HalfWidth, double HalfDepth, double Fat, double Scale, double DomeZ, double Enhancement)
{
    public static Habitus Of(RandomStream stream)
    {
        var scale = Math.Clamp(stream.Around(1.0, 0.045), 0.9, 1.1);
        var fat = Math.Clamp(stream.Around(13, 6), 5, 26);
        return new(
            HalfWidth: Math.Min((128 * scale) + fat + stream.Around(0, 3), 157),
            HalfDepth: Math.Min((86 * scale) + fat + stream.Around(0, 3), 122),
            Fat: fat,
            Scale: scale,
            DomeZ: stream.Around(34, 11),
            Enhancement: Math.Clamp(stream.Around(1.0, 0.12), 0.7, 1.25));
    }
}
