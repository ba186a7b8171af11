namespace MedMim.Imaging.Scans;

/// <summary>
/// Makes volumes from the headers of one series: by position rather than by name or number, with exact geometry. What
/// does not make a regular grid is refused with its reason, never repaired by guessing.
/// </summary>
public static class SeriesAssembler
{
    /// <summary>Assembles the instances of one Series Instance UID.</summary>
    /// <param name="instances">Headers of <see cref="FileKind.DicomImage"/> files, in any order.</param>
    public static SeriesAssembly Assemble(IReadOnlyList<InstanceHeader> instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        var plans = new List<SeriesPlan>();
        var refusals = new List<StackRefusal>();
        var stacks = Split(instances);
        foreach (var stack in stacks)
        {
            try
            {
                var plan = SliceStack.Plan(stack);
                plans.Add(stacks.Count == 1 ? plan : plan with { Corrections = [.. plan.Corrections, Corrections.StackSplit] });
            }
            catch (RefusedException e)
            {
                refusals.Add(new(stack, e.Refusal));
            }
        }

        return new(plans, refusals);
    }

    private static List<IReadOnlyList<InstanceHeader>> Split(IReadOnlyList<InstanceHeader> instances)
    {
        var stacks = new List<IReadOnlyList<InstanceHeader>>();
        foreach (var file in instances.Where(i => i.Frames > 1).OrderBy(i => i.InstanceUid, StringComparer.Ordinal))
        {
            // A multi-frame file is a stack of its own; a second copy of it is caught by the store's digest.
            stacks.Add([file]);
        }

        var slices = instances.Where(i => i.Frames == 1).ToList();
        var keyed = slices.GroupBy(i => i.StackKey, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (keyed.Count > 1 && keyed.All(g => g.Count() < SliceStack.MinimumSlices))
        {
            // The tag varies from slice to slice, so it does not name a volume.
            keyed = [.. slices.GroupBy(_ => string.Empty, StringComparer.Ordinal)];
        }

        foreach (var group in keyed)
        {
            stacks.AddRange(SplitByAcquisition([.. group]));
        }

        return stacks;
    }

    // Acquisition numbers often differ within one volume, so they split a stack only where slices would coincide.
    private static IEnumerable<IReadOnlyList<InstanceHeader>> SplitByAcquisition(IReadOnlyList<InstanceHeader> stack)
    {
        var coincide = stack
            .Where(i => i.Positions.Count == 1)
            .GroupBy(i => i.Positions[0])
            .Any(g => g.Select(i => i.InstanceUid).Distinct(StringComparer.Ordinal).Count() > 1);
        var acquisitions = stack.GroupBy(i => i.AcquisitionNumber).OrderBy(g => g.Key).ToList();
        return coincide && acquisitions.Count > 1 ? acquisitions.Select(IReadOnlyList<InstanceHeader> (g) => [.. g]) : [stack];
    }
}
