using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>
/// Turns some crops and scales some, each by its own probability, about the crop's centre and in the patient's millimetres;
/// image, tissue, label and presence together. What turns in from outside is absent.
/// </summary>
/// <param name="rotationProbability">Share of crops that are turned, 0 to 1.</param>
/// <param name="maximumRotation">Largest rotation about each axis, degrees, 0 to 180.</param>
/// <param name="scaleProbability">Share of crops that are scaled, 0 to 1.</param>
/// <param name="smallestScale">Smallest factor; positive. Above 1 things look larger.</param>
/// <param name="largestScale">Largest factor; the logarithm of the factor is uniform.</param>
public sealed class RotationAndScaling(
    double rotationProbability, double maximumRotation, double scaleProbability, double smallestScale, double largestScale)
    : IPatchTransform
{
    /// <inheritdoc/>
    public string Name => "rotation";

    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);

        // Every number is drawn whether it is used or not, so that one probability changes nothing else.
        var (turns, scales) = (random.NextDouble() < rotationProbability, random.NextDouble() < scaleProbability);
        var (x, y, z) = (Angle(), Angle(), Angle());
        var scale = Math.Exp(random.NextDouble(Math.Log(smallestScale), Math.Log(largestScale)));
        return (turns, scales) switch
        {
            (false, false) => patch,
            (false, true) => new Motion(0, 0, 0, scale).Apply(patch),
            (true, false) => new Motion(x, y, z, 1).Apply(patch),
            _ => new Motion(x, y, z, scale).Apply(patch),
        };

        double Angle() => random.NextDouble(-maximumRotation, maximumRotation) * Math.PI / 180;
    }
}
