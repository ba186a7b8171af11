namespace MedMim.Imaging.Scans.Series;

/// <summary>Plans and refusals of slices that may hold several volumes.</summary>
internal sealed record StackAssembly(IReadOnlyList<SeriesPlan> Plans, IReadOnlyList<StackRefusal> Refusals)
{
    public static StackAssembly None { get; } = new([], []);

    /// <summary>How many stacks there are, planned or refused.</summary>
    public int Count => Plans.Count + Refusals.Count;

    public SeriesAssembly Series => new(Plans, Refusals);

    private bool IsWhole => Refusals.Count == 0;

    public static StackAssembly operator +(StackAssembly a, StackAssembly b) =>
        new([.. a.Plans, .. b.Plans], [.. a.Refusals, .. b.Refusals]);

    public static StackAssembly Refused(IReadOnlyList<Slice> slices, Refusal refusal) =>
        new([], [new([.. slices.SelectMany(s => s.Copies.Prepend(s)).Select(s => s.Header).DistinctBy(h => h.Path, StringComparer.Ordinal)], refusal)]);

    public StackAssembly With(string correction) =>
        this with { Plans = [.. Plans.Select(p => p with { Corrections = [.. p.Corrections, correction] })] };

    /// <summary>Assembles slices: localizers are put aside, then grids told apart, then volumes on the same grid.</summary>
    public static StackAssembly Of(IReadOnlyList<Slice> slices)
    {
        var scouts = slices.Where(IsLocalizer).ToArray();
        var rest = scouts.Length == 0 ? slices : [.. slices.Where(s => !IsLocalizer(s))];
        var refused = scouts.Length == 0
            ? None
            : Refused(scouts, new(RefusalCodes.NotAVolume, "A localizer: pictures to plan a scan by, not a volume."));
        if (rest.Count == 0)
        {
            return refused;
        }

        var grids = SliceGrids.Split(rest);
        return refused + (grids.Count == 1 ? OfOneGrid(grids[0]) : OfGrids(rest, grids));
    }

    // Slices on several grids are split only where that leaves no doubt: each grid makes volumes without a rest, or its few
    // slices are of another image type than the others' (a screenshot, a scout without the word).
    private static StackAssembly OfGrids(IReadOnlyList<Slice> slices, IReadOnlyList<IReadOnlyList<Slice>> grids)
    {
        var assemblies = grids.Select(OfOneGrid).ToArray();
        var types = grids.Where((_, i) => assemblies[i].IsWhole)
            .SelectMany(g => g.Select(TypeOf)).ToHashSet(StringComparer.Ordinal);
        var clean = assemblies.Any(a => a.IsWhole) && grids.Select((g, i) =>
            assemblies[i].IsWhole || (g.Count < SliceStack.MinimumSlices && !g.Any(s => types.Contains(TypeOf(s))))).All(c => c);
        return clean ? assemblies.Aggregate((a, b) => a + b) : Refused(slices, SliceGrids.Difference(grids[0][0], grids[1][0]));
    }

    private static StackAssembly OfOneGrid(IReadOnlyList<Slice> slices)
    {
        if (!slices[0].HasPlace)
        {
            return Refused(slices, SliceGrids.NoPlace);
        }

        var parts = StackSplitter.Split(slices)
            .SelectMany(p => SliceLevels.Coinciding(SliceLevels.Of(p.Slices)) > 0 ? StackOrder.Split(p) ?? [p] : [p])
            .ToArray();
        if (parts.Length > 1)
        {
            return parts.Select(PlanOfMerged).Aggregate((a, b) => a + b);
        }

        var planned = PlanOf(parts[0]);

        if (planned.IsWhole)
        {
            var between = StackSplitter.Interleaved(slices).Select(PlanOf).Aggregate(None, (a, b) => a + b);
            return between is { Plans.Count: > 0, IsWhole: true } ? between : planned;
        }

        // One stack that is irregular as a whole may be several that are regular, such as two slabs.
        return StackSplitter.ByEachTag(slices).Select(t => t.Select(PlanOf).Aggregate((a, b) => a + b))
            .FirstOrDefault(a => a.IsWhole) ?? PlanOfMerged(parts[0]);
    }

    // Slices that nothing tells apart may still be copies of each other: reading them shows it.
    private static StackAssembly PlanOfMerged(StackPart part)
    {
        var planned = PlanOf(part);
        return planned.Refusals.Any(r => r.Refusal.Code == RefusalCodes.ConflictingDuplicates)
            && PlanOf(SliceCopies.MergePlaces(part)) is { IsWhole: true } merged ? merged : planned;
    }

    private static StackAssembly PlanOf(StackPart part)
    {
        try
        {
            return new([SliceStack.Plan(part)], []);
        }
        catch (RefusedException e)
        {
            return Refused(part.Slices, e.Refusal);
        }
    }

    private static bool IsLocalizer(Slice slice) =>
        TypeOf(slice).Split('\\').Contains("LOCALIZER", StringComparer.OrdinalIgnoreCase);

    private static string TypeOf(Slice slice) =>
        StackKeys.Parse(slice.Place.StackKey).GetValueOrDefault("type") is { Length: > 0 } own ? own : slice.Header.ImageType;
}
