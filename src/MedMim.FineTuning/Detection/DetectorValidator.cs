using MedMim.Datasets.Preparation;
using MedMim.Evaluation.Detection;
using MedMim.FineTuning.Segmentation;
using MedMim.Models.Networks.Detection;

namespace MedMim.FineTuning.Detection;

/// <summary>Average precision on the validation cases, whole volumes, on the prepared grid: to watch a training run, not to report.</summary>
internal static class DetectorValidator
{
    private const double Overlap = 0.1;

    /// <summary>
    /// For each label <c>ap10_VALUE</c>, the average precision at IoU 0.1 over the cases, and <c>ap10</c>, the mean over labels; NaN (null in
    /// the log) where no case holds it.
    /// </summary>
    /// <param name="network">The network; put into evaluation mode meanwhile.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="anchors">Its anchors.</param>
    /// <param name="cases">The cases.</param>
    public static IReadOnlyList<KeyValuePair<string, double>> AveragePrecisions(
        RetinaUNet network, DetectorOptions options, AnchorGrid anchors, SegmentationCases cases)
    {
        var training = network.training;
        network.eval();
        try
        {
            // Boxes of classes from 1, as lesions are.
            var finder = new BoxFinder(
                [(network, anchors)], options.PatchSize, [.. options.Labels.Select((_, i) => i + 1)],
                new() { BatchSize = options.BatchSize, Precision = options.Training.Precision });
            DetectionCase[] found = [.. cases.Validation.Select(id => Case(cases.Source.Load(id), options, finder))];
            double[] precisions = [.. options.Labels.Select((_, i) => Of(found, i + 1))];
            return
            [
                new("ap10", Round(precisions.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())),
                .. options.Labels.Zip(precisions, (l, p) => KeyValuePair.Create($"ap10_{l.Value}", Round(p))),
            ];
        }
        finally
        {
            network.train(training);
        }
    }

    private static DetectionCase Case(PreparedVolume volume, DetectorOptions options, BoxFinder finder)
    {
        var grid = volume.Case.Geometry;
        var lesions = DetectionTargets.LesionsOf(options.LabelMap.ToClasses(volume.Label!.Value.Span), grid.Size, options.Instances);
        return new(volume.Case.Id, volume.Case.Patient, "detector", grid, lesions, [.. finder.Find(new MemorySlices(volume))]);
    }

    private static double Of(IReadOnlyList<DetectionCase> cases, int label)
    {
        var maximum = new DetectionOptions().MaximumDetections;
        var pooled = new PooledDetections(
            [.. cases.Select(c => (c.Patient, c.References.Count(r => r.Label == label), DetectionMatcher.ByOverlap(c, label, Overlap, maximum)))]);
        return AveragePrecision.Of(pooled, pooled.Once);
    }

    private static double Round(double value) => Math.Round(value, 6);
}
