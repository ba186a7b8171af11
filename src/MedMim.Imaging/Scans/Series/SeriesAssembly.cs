using MedMim.Imaging.Scans.Headers;

namespace MedMim.Imaging.Scans.Series;

/// <summary>What became of the files of one series.</summary>
/// <param name="Plans">The volumes to be read.</param>
/// <param name="Refusals">The stacks that cannot be used.</param>
public sealed record SeriesAssembly(IReadOnlyList<SeriesPlan> Plans, IReadOnlyList<StackRefusal> Refusals);

/// <summary>Slices that make no volume.</summary>
/// <param name="Instances">The slices; all files that are lost with them.</param>
/// <param name="Refusal">Why.</param>
public sealed record StackRefusal(IReadOnlyList<InstanceHeader> Instances, Refusal Refusal);
