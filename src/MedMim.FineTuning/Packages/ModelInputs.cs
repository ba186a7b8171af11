using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Packages;

/// <summary>
/// What a model's training scans were like, as far as it decides which scans it can be trusted with (<see cref="InputCheck"/>). Axes
/// are those after reorientation.
/// </summary>
public sealed record ModelInputs
{
    /// <summary>Modalities, ascending: CT, MR, PT, or OT for scans of unknown modality.</summary>
    public required IReadOnlyList<string> Modalities { get; init; }

    /// <summary>The smallest spacing along z, y, x, mm.</summary>
    public required ArraySpacing LeastSpacing { get; init; }

    /// <summary>The largest spacing along z, y, x, mm.</summary>
    public required ArraySpacing MostSpacing { get; init; }

    /// <summary>The smallest extent along z, y, x, mm: voxels times spacing.</summary>
    public required ArraySpacing LeastExtent { get; init; }

    /// <summary>How many patients they are of.</summary>
    public int Patients { get; init; }

    /// <summary>Of the grids of training scans, before resampling.</summary>
    /// <param name="scans">Modality, patient and grid of each; at least one.</param>
    /// <param name="reorient">Whether their axes are brought to LPS.</param>
    public static ModelInputs Of(IReadOnlyList<(string Modality, string Patient, VolumeGeometry Grid)> scans, bool reorient)
    {
        ArgumentNullException.ThrowIfNull(scans);
        ArraySpacing[] spacings = [.. scans.Select(s => ArraySpacing.Of(Turned(s.Grid, reorient)))];
        ArraySpacing[] extents = [.. scans.Select(s => ExtentOf(Turned(s.Grid, reorient)))];
        return new()
        {
            Modalities = [.. scans.Select(s => s.Modality).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            LeastSpacing = new(spacings.Min(s => s.Z), spacings.Min(s => s.Y), spacings.Min(s => s.X)),
            MostSpacing = new(spacings.Max(s => s.Z), spacings.Max(s => s.Y), spacings.Max(s => s.X)),
            LeastExtent = new(extents.Min(s => s.Z), extents.Min(s => s.Y), extents.Min(s => s.X)),
            Patients = scans.Select(s => s.Patient).Distinct(StringComparer.Ordinal).Count(),
        };
    }

    /// <summary>Of the labelled ones of a study's training scans, before they were resampled.</summary>
    /// <param name="prepared">The prepared cases.</param>
    /// <param name="train">Ids of the training cases.</param>
    public static ModelInputs Of(PreparedDataset prepared, IReadOnlyList<string> train)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var ids = train.ToHashSet(StringComparer.Ordinal);
        return Of(
            [.. prepared.Cases.Where(c => c.HasLabel && ids.Contains(c.Id)).Select(c => (c.Modality, c.Patient, prepared.RegionOf(c.Id).Original))],
            prepared.Plan.Reorient);
    }

    /// <summary>A grid's extent along z, y, x, mm.</summary>
    internal static ArraySpacing ExtentOf(VolumeGeometry grid) =>
        new(grid.Size.Z * grid.Spacing.Z, grid.Size.Y * grid.Spacing.Y, grid.Size.X * grid.Spacing.X);

    /// <summary>A grid as the model sees it.</summary>
    internal static VolumeGeometry Turned(VolumeGeometry grid, bool reorient) => reorient ? AxisOrder.ToLps(grid).Apply(grid) : grid;
}
