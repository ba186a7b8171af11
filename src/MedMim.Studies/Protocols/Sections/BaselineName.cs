namespace MedMim.Studies.Protocols.Sections;

/// <summary>Predictors without a network.</summary>
public enum BaselineName
{
    /// <summary>The intensity threshold that does best on the training patients.</summary>
    Threshold,

    /// <summary>An ellipsoid in the middle of the scan that ignores every pixel.</summary>
    Ellipsoid,
}
