namespace MedMim.Imaging.Scans.Series;

/// <summary>
/// Tells the volumes of a series apart by the tags that differ, where slices lie at the same level. A tag that changes
/// from slice to slice names no volume: it counts only if most of its values gather a good part of the levels.
/// </summary>
internal static class StackSplitter
{
    // The part of a stack's levels that a volume covers at least; less is a tag that varies within volumes.
    private const int Quarter = 4;

    /// <summary>Parts in which as few slices as possible coincide; one part where no tag helps or none has to.</summary>
    public static IReadOnlyList<StackPart> Split(IReadOnlyList<Slice> slices)
    {
        var levels = SliceLevels.Of(slices);
        var whole = new Part([.. Enumerable.Range(0, slices.Count)], string.Empty);
        var coinciding = SliceLevels.Coinciding(levels);
        if (coinciding == 0)
        {
            return [new(slices, string.Empty)];
        }

        var keys = slices.Select(s => StackKeys.Parse(s.Place.StackKey)).ToArray();
        var names = Names(keys);
        List<Part> parts = [whole];
        if (Array.Find(names, n => Count(Divide(parts, n, keys), levels) == 0 && GathersLevels(Divide(parts, n, keys), levels)) is { } only)
        {
            // One tag that explains everything is better than several that explain it step by step.
            parts = Divide(parts, only, keys);
        }

        foreach (var name in names)
        {
            var divided = Divide(parts, name, keys);
            var left = Count(divided, levels);
            if (left < Count(parts, levels) && GathersLevels(divided, levels))
            {
                parts = divided;
            }
        }

        return [.. parts.Select(p => new StackPart([.. p.Indices.Select(i => slices[i])], p.Name))];
    }

    /// <summary>The parts by one tag, for each tag that has several values; the most telling tag first.</summary>
    public static IEnumerable<IReadOnlyList<StackPart>> ByEachTag(IReadOnlyList<Slice> slices)
    {
        var keys = slices.Select(s => StackKeys.Parse(s.Place.StackKey)).ToArray();
        var whole = new Part([.. Enumerable.Range(0, slices.Count)], string.Empty);
        return Names(keys).Select(n => (IReadOnlyList<StackPart>)
            [.. Divide([whole], n, keys).Select(p => new StackPart([.. p.Indices.Select(i => slices[i])], p.Name))]);
    }

    /// <summary>
    /// Parts by a tag that never changes within a volume, where each of them reaches into the others' range: volumes whose
    /// slices lie between each other's, at no common level. None where there is no such tag.
    /// </summary>
    public static IReadOnlyList<StackPart> Interleaved(IReadOnlyList<Slice> slices)
    {
        var keys = slices.Select(s => StackKeys.Parse(s.Place.StackKey)).ToArray();
        foreach (var name in Names(keys).Where(StackKeys.IsOfVolumes))
        {
            var levels = SliceLevels.Of(slices);
            var parts = Divide([new([.. Enumerable.Range(0, slices.Count)], string.Empty)], name, keys);
            if (parts.TrueForAll(p => p.Indices.Count >= SliceStack.MinimumSlices)
                && parts.Max(p => p.Indices.Min(i => levels[i])) < parts.Min(p => p.Indices.Max(i => levels[i])))
            {
                return [.. parts.Select(p => new StackPart([.. p.Indices.Select(i => slices[i])], p.Name))];
            }
        }

        return [];
    }

    private static string[] Names(IReadOnlyDictionary<string, string>[] keys) =>
    [
        .. keys.SelectMany(k => k.Keys).Distinct(StringComparer.Ordinal)
            .Where(n => keys.Select(k => k.GetValueOrDefault(n)).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .OrderBy(StackKeys.Rank).ThenBy(n => n, StringComparer.Ordinal),
    ];

    private static List<Part> Divide(List<Part> parts, string name, IReadOnlyDictionary<string, string>[] keys) =>
    [
        .. parts.SelectMany(part =>
        {
            var groups = part.Indices.GroupBy(i => keys[i].GetValueOrDefault(name, string.Empty), StringComparer.Ordinal).ToArray();
            return groups.Length == 1
                ? [part]
                : groups.OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new Part([.. g], part.Name.Length > 0 ? $"{part.Name};{name}={g.Key}" : $"{name}={g.Key}"));
        }),
    ];

    private static int Count(List<Part> parts, int[] levels) =>
        parts.Sum(p => SliceLevels.Coinciding(p.Indices.Select(i => levels[i])));

    private static bool GathersLevels(List<Part> parts, int[] levels)
    {
        var enough = Math.Max(SliceStack.MinimumSlices, levels.Distinct().Count() / Quarter);
        return 2 * parts.Where(p => p.Indices.Count >= enough).Sum(p => p.Indices.Count) >= levels.Length;
    }

    private sealed record Part(IReadOnlyList<int> Indices, string Name);
}
