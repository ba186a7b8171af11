using System.Globalization;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Channels;

/// <summary>
/// Joins the series of a store to cases of several channels. Channels belong together when they are of one study, lie in one frame
/// of reference (where both tell it; files share their coordinates), and cover at least half of the first one's volume. Whether they
/// were registered well nobody can see from headers.
/// </summary>
public sealed class ChannelCases
{
    /// <summary>The least share of the first channel's volume that every other one must cover.</summary>
    public const double LeastShare = 0.5;

    private ChannelCases(IReadOnlyList<ChannelCase> complete, IReadOnlyList<IncompleteCase> incomplete) =>
        (Complete, Incomplete) = (complete, incomplete);

    /// <summary>Cases with all channels, in the order of the ids of their first.</summary>
    public IReadOnlyList<ChannelCase> Complete { get; }

    /// <summary>Cases that lack one.</summary>
    public IReadOnlyList<IncompleteCase> Incomplete { get; }

    /// <summary>Joins.</summary>
    /// <param name="series">Series of one store.</param>
    /// <param name="rules">The channels in their order; none makes every series a case of its own.</param>
    public static ChannelCases Of(IReadOnlyList<SeriesRecord> series, IReadOnlyList<ChannelRule> rules)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Count == 0)
        {
            return new([.. series.Select(s => new ChannelCase(s, []))], []);
        }

        var complete = new List<ChannelCase>();
        var incomplete = new List<IncompleteCase>();
        foreach (var study in series.GroupBy(s => (s.Patient, s.Study)))
        {
            var channels = study.ToLookup(s => ChannelOf(s, rules), StringComparer.Ordinal);
            foreach (var reference in channels[rules[0].Name])
            {
                var found = rules.Skip(1).Select(r => Find(reference, rules[0].Name, r.Name, [.. channels[r.Name]])).ToList();
                if (found.Find(f => f.Problem.Length > 0) is { Problem: { } problem })
                {
                    incomplete.Add(new(reference, problem));
                }
                else
                {
                    complete.Add(new(reference, [.. found.Select(f => f.Series!)]));
                }
            }
        }

        return new(
            [.. complete.OrderBy(c => c.Reference.Id, StringComparer.Ordinal)],
            [.. incomplete.OrderBy(c => c.Reference.Id, StringComparer.Ordinal)]);
    }

    /// <summary>The channel that a series is: what ingest found, or what its modality alone tells; empty for none of them.</summary>
    public static string ChannelOf(SeriesRecord series, IReadOnlyList<ChannelRule> rules)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(rules);
        return series.Channel.Length > 0
            ? series.Channel
            : rules.FirstOrDefault(r => r.Patterns.Count == 0 && r.Modality == series.Modality)?.Name ?? string.Empty;
    }

    private static (SeriesRecord? Series, string Problem) Find(
        SeriesRecord reference, string first, string channel, IReadOnlyList<SeriesRecord> candidates)
    {
        if (candidates.Count == 0)
        {
            return (null, $"has no channel '{channel}'");
        }

        var near = candidates.Where(c => c.Frame.Length == 0 || reference.Frame.Length == 0 || c.Frame == reference.Frame).ToList();
        if (near.Count == 0)
        {
            return (null, $"has a channel '{channel}' in another frame of reference than '{first}'");
        }

        var covering = near.Where(c => ShareCovered(reference.Geometry, c.Geometry) >= LeastShare).ToList();
        if (covering.Count == 0)
        {
            var most = near.Max(c => ShareCovered(reference.Geometry, c.Geometry));
            return (null, string.Create(CultureInfo.InvariantCulture, $"has a channel '{channel}' that covers {most:P0} of '{first}'"));
        }

        var same = covering.Where(c => c.Geometry.CoincidesWith(reference.Geometry)).ToList();
        return covering.Count == 1 ? (covering[0], string.Empty)
            : same.Count == 1 ? (same[0], string.Empty)
            : (null, $"has {covering.Count} series that fit the channel '{channel}'");
    }

    /// <summary>The share of a grid's voxels that lie within another grid, told from at most 9 of them along each axis.</summary>
    private static double ShareCovered(VolumeGeometry grid, VolumeGeometry other)
    {
        var (inside, all) = (0, 0);
        foreach (var z in Places(grid.Size.Z))
        {
            foreach (var y in Places(grid.Size.Y))
            {
                foreach (var x in Places(grid.Size.X))
                {
                    var (k, j, i) = other.ToIndex(grid.ToPhysical(z, y, x));
                    all++;
                    inside += Within(k, other.Size.Z) && Within(j, other.Size.Y) && Within(i, other.Size.X) ? 1 : 0;
                }
            }
        }

        return (double)inside / all;

        static IEnumerable<double> Places(int size) =>
            Enumerable.Range(0, Math.Min(size, 9)).Select(p => (p + 0.5) * size / Math.Min(size, 9) - 0.5);

        static bool Within(double index, int size) => index >= -0.5 && index <= size - 0.5;
    }
}
