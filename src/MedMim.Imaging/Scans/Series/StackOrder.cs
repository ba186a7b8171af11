using System.Globalization;

namespace MedMim.Imaging.Scans.Series;

/// <summary>
/// Tells volumes apart by the order of slices alone, where no tag does. Only where there is one way to do it: as many
/// slices at every level, all numbered, and numbered either volume after volume or level after level.
/// </summary>
internal static class StackOrder
{
    /// <summary>The volumes; null where the order is ambiguous.</summary>
    public static IReadOnlyList<StackPart>? Split(StackPart stack)
    {
        var levels = SliceLevels.Of(stack.Slices);
        var columns = stack.Slices
            .Select((s, i) => (Slice: s, Level: levels[i]))
            .GroupBy(s => s.Level)
            .OrderBy(g => g.Key)
            .Select(g => g.Select(s => s.Slice).OrderBy(s => s.Number).ToArray())
            .ToArray();
        var depth = columns[0].Length;
        var numbers = stack.Slices.Select(s => s.Number).ToArray();
        if (depth < 2 || columns.Length < SliceStack.MinimumSlices || columns.Any(c => c.Length != depth)
            || numbers.Any(n => n is null) || numbers.Distinct().Count() != numbers.Length)
        {
            return null;
        }

        var volumes = Enumerable.Range(0, depth).Select(t => columns.Select(c => c[t]).ToArray()).ToArray();
        return InTurn(volumes) || InTurn(columns)
            ? [.. volumes.Select((v, t) => new StackPart(v, Name(stack.Name, t)))]
            : null;
    }

    // Whether every group's numbers lie before the next group's.
    private static bool InTurn(Slice[][] groups)
    {
        var ranges = groups.Select(g => (First: g.Min(s => s.Number), Last: g.Max(s => s.Number))).OrderBy(r => r.First).ToArray();
        return ranges.Zip(ranges.Skip(1)).All(p => p.First.Last < p.Second.First);
    }

    private static string Name(string stack, int turn)
    {
        var own = $"order={(turn + 1).ToString(CultureInfo.InvariantCulture)}";
        return stack.Length > 0 ? $"{stack};{own}" : own;
    }
}
