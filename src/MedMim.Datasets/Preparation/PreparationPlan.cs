using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Datasets.Preparation.Fingerprints;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// How every volume is prepared, in numbers: part of <c>prepared.json</c>, and of each model, so that scans to predict are
/// prepared as those that it learned from. The properties are those of <see cref="PreparationOptions"/>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PreparationPlan
{
    /// <summary>Goes up when the same plan would give other voxels.</summary>
    private const int Version = 3;

    /// <summary>Whether axes are brought to LPS.</summary>
    [JsonRequired]
    public bool Reorient { get; init; } = true;

    /// <summary>Spacing of prepared volumes along z, y, x, mm; null keeps each volume's own.</summary>
    [JsonRequired]
    public ArraySpacing? Spacing { get; init; }

    /// <summary>From which ratio of spacings on a grid counts as anisotropic.</summary>
    [JsonRequired]
    public double AnisotropyThreshold { get; init; } = 3;

    /// <summary>How far beyond the body volumes reach, mm; null leaves them whole.</summary>
    [JsonRequired]
    public double? CropMargin { get; init; } = 10;

    /// <summary>CT: the range in Hounsfield units.</summary>
    [JsonRequired]
    public IntensityRange CtWindow { get; init; } = new(-1000, 1000);

    /// <summary>CT: the map of the clipped values; null z-scores each volume over its body.</summary>
    [JsonRequired]
    public IntensityScale? CtScale { get; init; }

    /// <summary>PET: the range in the scan's unit; null does not clip.</summary>
    [JsonRequired]
    public IntensityRange? PetWindow { get; init; }

    /// <summary>The range after normalisation, in deviations on either side.</summary>
    [JsonRequired]
    public double ClipDeviations { get; init; } = 5;

    /// <summary>MR: whether N4 is run.</summary>
    [JsonRequired]
    public bool BiasCorrection { get; init; }

    /// <summary>MR: N4's shrink factor.</summary>
    [JsonRequired]
    public int BiasShrinkFactor { get; init; } = 4;

    /// <summary>Digest of the plan and of the way in which it is carried out.</summary>
    [JsonIgnore]
    public string Digest => ContentDigest.OfText($"preparation {Version}\n{JsonSerializer.Serialize(this)}");

    /// <summary>Puts the numbers of a data set in place of what the options leave to it.</summary>
    /// <remarks>Where a window of the foreground is asked for and no case is a CT, the window is of no use and stays the default.</remarks>
    public static PreparationPlan Resolve(PreparationOptions options, DatasetFingerprint fingerprint)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fingerprint);
        var ct = options.CtWindow is null ? fingerprint.ForegroundOf("CT") : null;
        return new()
        {
            Reorient = options.Reorient,
            Spacing = options.SpacingRule switch
            {
                SpacingRule.Keep => null,
                SpacingRule.Median => TargetSpacing.Of(fingerprint, options.AnisotropyThreshold),
                _ => options.Spacing ?? throw new ArgumentException("A fixed spacing needs its numbers.", nameof(options)),
            },
            AnisotropyThreshold = options.AnisotropyThreshold,
            CropMargin = options.CropMargin,
            CtWindow = ct is null ? options.CtWindow ?? new IntensityRange(-1000, 1000) : new(ct.Percentile005, ct.Percentile995),
            CtScale = ct is null ? null : new(ct.Mean, Math.Max(ct.Deviation, 1e-8)),
            PetWindow = options.PetWindow,
            ClipDeviations = options.ClipDeviations,
            BiasCorrection = options.BiasCorrection,
            BiasShrinkFactor = options.BiasShrinkFactor,
        };
    }
}
