using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Evaluation.Probes;
using MedMim.FineTuning.Features;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Probes;

/// <summary>The voxels of a scan that features are taken at. The same for every encoder.</summary>
internal sealed class FeatureSample
{
    private readonly PreparedVolume volume;
    private readonly IReadOnlyList<LabelledVoxel> labelled;
    private readonly VolumePoint[] points;

    /// <param name="volume">The scan.</param>
    /// <param name="count">Voxels of its labels, and as many of its body.</param>
    /// <param name="seed">Draws them.</param>
    public FeatureSample(PreparedVolume volume, int count, ulong seed)
    {
        this.volume = volume;
        labelled = volume.Label is { Length: > 0 }
            ? VoxelChoice.Balanced(volume, count, new RandomStream(new(seed, $"probe.labels:{volume.Case.Id}")))
            : [];
        var body = VoxelChoice.Body(volume, count, new RandomStream(new(seed, $"probe.body:{volume.Case.Id}")));
        points = [.. labelled.Select(v => v.Offset).Concat(body).Select(o => PointOf(o, volume.Case.Geometry.Size))];
    }

    /// <summary>A voxel's place.</summary>
    public static VolumePoint PointOf(int offset, GridSize size) =>
        new(offset / (size.Y * size.X), offset / size.X % size.Y, offset % size.X);

    /// <summary>Takes an encoder's features.</summary>
    public SampledScan Take(FeatureSampler sampler, CancellationToken cancellation)
    {
        var features = new FeatureMatrix(sampler.Sample(volume, points, cancellation), sampler.Count);
        var body = points.Length - labelled.Count;
        var mean = new double[sampler.Count];
        for (var r = labelled.Count; r < points.Length; r++)
        {
            var row = features.Row(r);
            for (var c = 0; c < mean.Length; c++)
            {
                mean[c] += row[c] / body;
            }
        }

        var vectors = labelled.Count == 0
            ? null
            : new ProbeVectors(features.Take([.. Enumerable.Range(0, labelled.Count)]), [.. labelled.Select(v => (int)v.Value)]);
        return new(vectors, new FeatureMatrix(Array.ConvertAll(mean, m => (float)m), sampler.Count));
    }
}
