namespace MedMim.FineTuning.Detection;

/// <summary>Extents of an anchor in voxels of the prepared grid.</summary>
/// <param name="Z">Along z.</param>
/// <param name="Y">Along y.</param>
/// <param name="X">Along x.</param>
public sealed record AnchorSize(double Z, double Y, double X)
{
    /// <summary>Its volume in voxels.</summary>
    internal double Volume => Z * Y * X;

    /// <summary>IoU of two boxes of these extents around one centre.</summary>
    internal double OverlapWith(AnchorSize other)
    {
        var common = Math.Min(Z, other.Z) * Math.Min(Y, other.Y) * Math.Min(X, other.X);
        return common / (Volume + other.Volume - common);
    }

    internal AnchorSize Scale(double factor) => new(Z * factor, Y * factor, X * factor);
}
