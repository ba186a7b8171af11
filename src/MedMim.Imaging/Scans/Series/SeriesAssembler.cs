using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Headers;

namespace MedMim.Imaging.Scans.Series;

/// <summary>
/// Makes volumes from the headers of one series: by position rather than by name or number, with exact geometry. What
/// makes neither a regular grid nor one that can be straightened is refused with its reason, never repaired by guessing.
/// </summary>
public static class SeriesAssembler
{
    /// <summary>Changes whenever the same files may become other volumes, or are refused for other reasons.</summary>
    public const int RulesVersion = 2;

    /// <summary>Assembles the instances of one Series Instance UID.</summary>
    /// <param name="instances">Headers of <see cref="FileKind.DicomImage"/> files, in any order.</param>
    public static SeriesAssembly Assemble(IReadOnlyList<InstanceHeader> instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        var ordered = instances.OrderBy(i => i.InstanceUid, StringComparer.Ordinal).ThenBy(i => i.Path, StringComparer.Ordinal).ToArray();
        var result = StackAssembly.None;
        foreach (var copies in ordered.Where(IsVolume).GroupBy(f => f.InstanceUid.Length > 0 ? f.InstanceUid : f.Path, StringComparer.Ordinal))
        {
            // A file of many slices is a stack of its own.
            result += SliceCopies.OfFiles([.. copies]) is { } frames
                ? StackAssembly.Of(frames)
                : StackAssembly.Refused([.. copies.SelectMany(Slice.Of)], SliceCopies.Conflict);
        }

        Slice[] slices = [.. ordered.Where(i => !IsVolume(i)).SelectMany(Slice.Of)];
        if (slices.Length > 0)
        {
            result += StackAssembly.Of(SliceCopies.MergeIdentities(slices));
        }

        return result.Count > 1 ? result.With(Corrections.StackSplit).Series : result.Series;
    }

    private static bool IsVolume(InstanceHeader header) => header.Frames > 1 || header.Mosaic is not null;
}
