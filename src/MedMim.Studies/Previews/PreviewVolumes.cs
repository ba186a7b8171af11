using MedMim.Datasets.Preparation;
using MedMim.Studies.Preparation;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Previews;

/// <summary>Takes a few cases of a store or of prepared volumes.</summary>
internal static class PreviewVolumes
{
    public static IReadOnlyList<PreparedVolume> Take(string folder, StudyProtocol? protocol, int count)
    {
        var volumes = StudyVolumes.Open(folder, protocol, isPreview: true);
        return [.. Spread(volumes.Scans, count).Select(s => volumes.Load(s.Case.Id))];
    }

    /// <summary>So many of them at most, spread evenly over all.</summary>
    public static IEnumerable<T> Spread<T>(IReadOnlyList<T> all, int count) =>
        Enumerable.Range(0, Math.Min(count, all.Count)).Select(i => all[(int)((long)i * all.Count / Math.Min(count, all.Count))]);
}
