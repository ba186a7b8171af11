namespace MedMim.Imaging.Scans.Series;

/// <summary>Sorts slices by what must be the same throughout a volume: orientation, size and pixel spacing.</summary>
internal static class SliceGrids
{
    /// <summary>How far a direction cosine may differ between slices, and from unit length and right angles.</summary>
    public const double CosineTolerance = 1e-3;

    private const double SpacingTolerance = 1e-4;

    /// <summary>Groups of slices that agree, in the order of their first slices; those without a place are one group.</summary>
    public static IReadOnlyList<IReadOnlyList<Slice>> Split(IReadOnlyList<Slice> slices)
    {
        var groups = new List<List<Slice>>();
        foreach (var slice in slices)
        {
            var group = groups.Find(g => Same(g[0], slice));
            if (group is null)
            {
                groups.Add([slice]);
            }
            else
            {
                group.Add(slice);
            }
        }

        return groups;
    }

    /// <summary>Why slices of two groups make no volume together.</summary>
    public static Refusal Difference(Slice a, Slice b) =>
        !a.HasPlace || !b.HasPlace ? NoPlace
        : !SameOrientation(a, b) ? new(RefusalCodes.MixedOrientation, "Slices are oriented differently.")
        : new(RefusalCodes.MixedGrid, "Slices differ in size or pixel spacing.");

    /// <summary>The refusal of slices that cannot be placed.</summary>
    public static Refusal NoPlace { get; } = new(RefusalCodes.NoGeometry, "A slice lacks its position, orientation or pixel spacing.");

    private static bool Same(Slice a, Slice b) =>
        a.HasPlace == b.HasPlace && (!a.HasPlace || (SameOrientation(a, b) && SameSize(a, b)));

    private static bool SameOrientation(Slice a, Slice b) =>
        (a.Place.RowDirection!.Value - b.Place.RowDirection!.Value).Length <= CosineTolerance
        && (a.Place.ColumnDirection!.Value - b.Place.ColumnDirection!.Value).Length <= CosineTolerance;

    private static bool SameSize(Slice a, Slice b) =>
        a.Header.Rows == b.Header.Rows && a.Header.Columns == b.Header.Columns
        && Close(a.Place.RowSpacing!.Value, b.Place.RowSpacing!.Value)
        && Close(a.Place.ColumnSpacing!.Value, b.Place.ColumnSpacing!.Value);

    private static bool Close(double a, double b) => Math.Abs(a - b) <= SpacingTolerance * a;
}
