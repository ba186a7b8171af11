using MedMim.Evaluation.Metrics;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation;

/// <summary>Measures predictions against references, cases in parallel.</summary>
/// <param name="labels">The label values that the study knows, without 0 (background), ascending.</param>
/// <param name="options">The conventions.</param>
public sealed class Evaluator(IReadOnlyList<byte> labels, MetricOptions options)
{
    /// <summary>
    /// Measures every case. The order of the result is that of <paramref name="cases"/>, whatever the threads do.
    /// </summary>
    /// <param name="cases">Pairs to measure; their volumes are loaded when their turn comes, and let go after.</param>
    /// <param name="threads">How many cases at once; each holds two label volumes.</param>
    /// <param name="progress">Where to say how far it is.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <exception cref="InputException">
    /// A prediction is missing, lies on another grid than its reference, or holds a label that the study does not know.
    /// </exception>
    public IReadOnlyList<CaseMetrics> Evaluate(
        IReadOnlyList<EvaluationCase> cases, int threads, IProgressReporter progress,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(progress);
        options.Validate();
        var results = new CaseMetrics[cases.Count];
        var failures = new Exception?[cases.Count];
        var done = 0;
        using var task = progress.Begin("evaluate", cases.Count, "cases");
        var settings = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation };
        Parallel.For(0, cases.Count, settings, i =>
        {
            try
            {
                results[i] = Measure(cases[i]);
                task.Report(Interlocked.Increment(ref done));
            }
            catch (InputException e)
            {
                failures[i] = e; // The others go on, so that the first in order is named, not the first in time.
            }
        });

        return failures.FirstOrDefault(f => f is not null) is InputException failure ? throw Again(failure) : results;
    }

    /// <summary>Measures one case.</summary>
    /// <exception cref="InputException">As for <see cref="Evaluate"/>.</exception>
    public CaseMetrics Measure(EvaluationCase @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var reference = @case.Reference();
        var prediction = @case.Prediction() ?? throw Refuse(@case, "has no prediction", "Run predict for it again.");
        if (!reference.Geometry.CoincidesWith(prediction.Geometry))
        {
            throw Refuse(
                @case, $"has a prediction on another grid than its reference "
                + $"({prediction.Geometry.Size} against {reference.Geometry.Size} voxels, or elsewhere in space)",
                "Predict in the grid of the original scan.");
        }

        CheckLabels(@case, reference, "reference");
        CheckLabels(@case, prediction, "prediction");
        return new CaseMetrics(@case.CaseId, @case.Patient, @case.Arm, [.. labels.Select(label =>
            LabelMeasurement.Measure(reference.Voxels, prediction.Voxels, reference.Geometry, label, options))]);
    }

    private void CheckLabels(EvaluationCase @case, Volume<byte> volume, string which)
    {
        var known = new bool[256];
        known[0] = true;
        foreach (var label in labels)
        {
            known[label] = true;
        }

        foreach (var voxel in volume.Voxels)
        {
            if (!known[voxel])
            {
                throw Refuse(
                    @case, $"has the unknown label {voxel} in its {which}",
                    $"The study knows {string.Join(", ", labels)}; name the label in the protocol, or correct the file.");
            }
        }
    }

    private static InputException Refuse(EvaluationCase @case, string problem, string remedy) =>
        new($"case {@case.CaseId}, arm {@case.Arm}{(@case.File.Length > 0 ? $" ({@case.File})" : string.Empty)}", problem, remedy);

    // A thread's exception, thrown again with its own words where the caller can see it.
    private static InputException Again(InputException e) => new(e.Subject, e.Problem, e.Remedy, e);
}
