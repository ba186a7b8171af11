using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>How scans are brought to one form before training. What depends on the data is found on training cases alone.</summary>
public sealed record PreparationSection
{
    /// <summary>How the axes run.</summary>
    public OrientationName Orientation { get; init; }

    /// <summary>The voxel spacing for training.</summary>
    public SpacingChoice Spacing { get; init; }

    /// <summary>A grid with a larger ratio of spacings is interpolated linearly, not by splines, along its thick axis.</summary>
    public double AnisotropyThreshold { get; init; } = 3;

    /// <summary>What volumes are cut to.</summary>
    public CropName Crop { get; init; }

    /// <summary>How far beyond the body the box reaches, mm.</summary>
    public double CropMarginMm { get; init; } = 10;

    /// <summary>CT only: the range of Hounsfield units that intensities are clipped to; null takes it from the foreground.</summary>
    [JsonConverter(typeof(ForegroundWindowConverter))]
    public IntensityWindow? CtWindow { get; init; } = new IntensityWindow(-1000, 1000);

    /// <summary>PET only: the range that intensities are clipped to, in the scan's unit; null does not clip.</summary>
    [JsonConverter(typeof(OptionalWindowConverter))]
    public IntensityWindow? PetWindow { get; init; }

    /// <summary>After standardising over the body, intensities are clipped to ± this many deviations.</summary>
    public double ClipDeviations { get; init; } = 5;

    /// <summary>MR only: what is done about the drift of intensity.</summary>
    public BiasCorrectionName BiasCorrection { get; init; }

    /// <summary>N4 looks at every n-th voxel along each axis.</summary>
    public int BiasShrinkFactor { get; init; } = 4;
}
