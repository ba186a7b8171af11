using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Scans.Pixels;

namespace MedMim.Imaging.Scans.Series;

/// <summary>Copies of slices: found by identity and place, believed only when their pixels are the same.</summary>
internal static class SliceCopies
{
    /// <summary>The refusal of slices that cannot all be right.</summary>
    public static Refusal Conflict { get; } =
        new(RefusalCodes.ConflictingDuplicates, "Slices claim one position or one identity, and their pixels differ.");

    /// <summary>Slices with one SOP Instance UID at one position become one, the others its copies.</summary>
    public static Slice[] MergeIdentities(IReadOnlyList<Slice> slices) =>
        [.. slices.GroupBy(IdentityOf).Select(g => g.First() with { Copies = [.. g.Skip(1)] })];

    /// <summary>The slices of a file of many, each with those of the files that have its identity.</summary>
    /// <param name="files">Files of one SOP Instance UID.</param>
    /// <returns>Null where the files' slices do not even lie at the same positions.</returns>
    public static Slice[]? OfFiles(IReadOnlyList<InstanceHeader> files)
    {
        var all = files.Select(f => Slice.Of(f).ToArray()).ToArray();
        return all.All(s => s.Select(f => f.Place.Position).SequenceEqual(all[0].Select(f => f.Place.Position)))
            ? [.. all[0].Select((s, i) => s with { Copies = [.. all.Skip(1).Select(other => other[i])] })]
            : null;
    }

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

        // The frames of one file are read together; slices that are files each by itself.
        var isOneFile = plan.FrameOrder.Count > 0;
        foreach (var group in plan.Copies.OrderBy(c => c.Slice).GroupBy(c => isOneFile ? c.Path : string.Empty, StringComparer.Ordinal))
        {
            SliceCopy[] copies = [.. group];
            var others = new SliceSource(
                toolkit,
                plan with
                {
                    Files = isOneFile ? [group.Key] : [.. copies.Select(c => c.Path)],
                    FrameOrder = isOneFile ? [.. copies.Select(c => c.Frame)] : [],
                    Copies = [],
                },
                factors is null ? null : [.. copies.Select(c => factors[c.Slice])]);
            Compare(source, others, copies, new float[SizeOf(plan)], new float[SizeOf(plan)]);
        }
    }

    private static int SizeOf(SeriesPlan plan) =>
        (plan.Resampling?.Rows ?? plan.Geometry.Size.Y) * (plan.Resampling?.Columns ?? plan.Geometry.Size.X);

    private static void Compare(SliceSource source, SliceSource others, SliceCopy[] copies, float[] used, float[] other)
    {
        for (var i = 0; i < copies.Length; i++)
        {
            source.Read(copies[i].Slice, used);
            ReadCopy(others, i, other);
            if (!used.AsSpan().SequenceEqual(other))
            {
                throw new RefusedException(Conflict);
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
