using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans;

/// <summary>Copies of slices: found by identity and place, believed only when their pixels are the same.</summary>
internal static class SliceCopies
{
    /// <summary>Slices with one SOP Instance UID at one position become one, the others its copies.</summary>
    public static Slice[] MergeIdentities(IReadOnlyList<Slice> slices) =>
        [.. slices.GroupBy(IdentityOf).Select(g => g.First() with { Copies = [.. g.Skip(1)] })];

    /// <summary>Slices at one position become one, whatever they call themselves.</summary>
    public static StackPart MergePlaces(StackPart part)
    {
        var merged = new List<Slice>();
        foreach (var level in part.Slices.Zip(SliceLevels.Of(part.Slices)).GroupBy(s => s.Second, s => s.First))
        {
            var places = new List<Slice>();
            foreach (var slice in level)
            {
                var same = places.FindIndex(s => (s.Position - slice.Position).Length <= SliceLevels.Tolerance);
                if (same < 0)
                {
                    places.Add(slice);
                }
                else
                {
                    places[same] = places[same] with { Copies = [.. places[same].Copies, slice, .. slice.Copies] };
                }
            }

            merged.AddRange(places);
        }

        return part with { Slices = merged };
    }

    /// <summary>Compares the copies' values with those of the slices that are used.</summary>
    /// <param name="toolkit">The decoder.</param>
    /// <param name="plan">What is read.</param>
    /// <param name="source">Its slices.</param>
    /// <param name="factors">What each slice's values are multiplied by besides; null for nothing.</param>
    /// <exception cref="RefusedException"><c>conflicting-duplicates</c>: they differ, or a copy cannot be read.</exception>
    public static void Check(IDicomToolkit toolkit, SeriesPlan plan, SliceSource source, IReadOnlyList<double>? factors)
    {
        if (plan.Copies.Count == 0)
        {
            return;
        }

        var copies = plan.Copies.OrderBy(c => c.Slice).ToArray();
        var isOneFile = plan.FrameOrder.Count > 0;
        var others = new SliceSource(
            toolkit,
            plan with
            {
                Files = isOneFile ? plan.Files : [.. copies.Select(c => c.Path)],
                FrameOrder = isOneFile ? [.. copies.Select(c => c.Frame)] : [],
                Copies = [],
            },
            factors is null ? null : [.. copies.Select(c => factors[c.Slice])]);
        var length = (plan.Resampling?.Rows ?? plan.Geometry.Size.Y) * (plan.Resampling?.Columns ?? plan.Geometry.Size.X);
        var (used, other) = (new float[length], new float[length]);
        for (var i = 0; i < copies.Length; i++)
        {
            source.Read(copies[i].Slice, used);
            ReadCopy(others, i, other);
            if (!used.AsSpan().SequenceEqual(other))
            {
                throw new RefusedException(new(RefusalCodes.ConflictingDuplicates, "Slices claim one position or one identity, and their pixels differ."));
            }
        }
    }

    private static void ReadCopy(SliceSource copies, int copy, float[] values)
    {
        try
        {
            copies.Read(copy, values);
        }
        catch (RefusedException e)
        {
            throw new RefusedException(new(RefusalCodes.ConflictingDuplicates, "A slice is there twice, and one of the two cannot be read."), e);
        }
    }

    private static (string Uid, Volumes.Vector3? Position) IdentityOf(Slice slice) =>
        (slice.Header.InstanceUid.Length > 0 ? slice.Header.InstanceUid : slice.Header.Path, slice.Place.Position);
}
