using System.Text.Json.Serialization;

namespace MedMim.Datasets.Preparation.Fingerprints;

/// <summary>Intensities of a channel's foreground, in the unit of the scans; keys as in nnU-Net.</summary>
/// <param name="Maximum">Largest.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Median">Median.</param>
/// <param name="Minimum">Smallest.</param>
/// <param name="Percentile005">The 0.5th percentile.</param>
/// <param name="Percentile995">The 99.5th.</param>
/// <param name="Deviation">Standard deviation (of the population).</param>
public sealed record ForegroundIntensities(
    [property: JsonPropertyName("max")] double Maximum,
    [property: JsonPropertyName("mean")] double Mean,
    [property: JsonPropertyName("median")] double Median,
    [property: JsonPropertyName("min")] double Minimum,
    [property: JsonPropertyName("percentile_00_5")] double Percentile005,
    [property: JsonPropertyName("percentile_99_5")] double Percentile995,
    [property: JsonPropertyName("std")] double Deviation)
{
    /// <summary>Of a sample, which is sorted in place.</summary>
    /// <param name="sample">At least one value.</param>
    internal static ForegroundIntensities Of(float[] sample)
    {
        Array.Sort(sample);
        var mean = sample.Average(v => (double)v);
        var variance = sample.Average(v => (v - mean) * (v - mean));
        return new(
            sample[^1], mean, Percentiles.Of(sample, 50), sample[0], Percentiles.Of(sample, 0.5), Percentiles.Of(sample, 99.5),
            Math.Sqrt(variance));
    }
}
