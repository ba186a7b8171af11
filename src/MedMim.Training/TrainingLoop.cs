using System.Text.Json;
using MedMim.Foundation.Files;
using MedMim.Training.Averaging;
using MedMim.Training.Checkpoints;
using MedMim.Training.Logs;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;
using MedMim.Training.Ranks;

namespace MedMim.Training;

/// <summary>
/// Trains a task from its first step, or from its last checkpoint, to its last step. On a CPU, a run that was stopped
/// at any step and resumed ends with the same bytes as one that never stopped.
/// </summary>
/// <param name="task">What is trained.</param>
/// <param name="options">How.</param>
/// <param name="run">Where.</param>
public sealed class TrainingLoop(ITrainingTask task, TrainingOptions options, TrainingRun run)
{
    private readonly IRankGroup ranks = run.Ranks;

    private bool Leads => ranks.Rank == 0;

    /// <summary>Runs to the end. Of several ranks all must call it; the others do so when rank 0 orders it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, on any rank; a checkpoint of the steps done was written.</exception>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite; the last checkpoint is
    /// kept.</exception>
    /// <exception cref="RankLostException">Another rank ended or does not answer; a checkpoint of the steps done was written.</exception>
    /// <exception cref="Foundation.Failures.InputException">
    /// An option is out of range, or the folder's checkpoint belongs to another run.
    /// </exception>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        options.Validate();
        var parameters = NamedParameter.Of(task.Model, task.RateOf);
        using var optimizer = OptimizerFactory.Create(parameters, options.Optimizer);
        var training = new TrainingStep(task, options, parameters, optimizer, AverageOf(task), ranks);
        var state = new TrainingState(task, optimizer);
        var shared = new SharedState(state, ranks);
        var saver = new CheckpointSaver(state, Path.Combine(run.Folder, "checkpoints"), OptionsDigest());
        var start = Leads ? saver.Restore() : 0;
        if (Leads)
        {
            RankOrders.Give(ranks, RankOrder.Train);
        }

        start = shared.Begin(start);
        var pace = new Pace();
        using var logs = Leads ? new TrainingLogs(run.Folder, start) : null;
        using var progress = run.Progress.Begin(run.Title, options.Steps, "steps");
        task.Begin(start);
        double? loss = null;
        var (elapsed, waited) = (TimeSpan.Zero, TimeSpan.Zero);
        var done = start;
        try
        {
            while (done < options.Steps)
            {
                ThrowIfStopped(() => Save(saver, logs, done), cancellation);
                var step = done;
                var record = training.Run(step);
                done++;
                loss = record.Loss;
                pace.Add(record);
                (elapsed, waited) = (elapsed + record.Elapsed, waited + record.DataWait);
                var isLast = done == options.Steps;
                if (isLast || step % options.LogEvery == 0)
                {
                    logs?.Append(step, record, pace);
                }

                if (isLast || done % options.CheckpointEvery == 0)
                {
                    shared.Verify();
                    Save(saver, logs, done);
                }

                progress.Report(done, pace.Describe(record.Loss));
            }
        }
        catch (RankLostException)
        {
            // Gradients are summed before the update, so the weights are those of the steps done.
            Save(saver, logs, done);
            cancellation.ThrowIfCancellationRequested();
            throw;
        }

        return new TrainingResult(options.Steps, start, loss, elapsed, waited);
    }

    /// <summary>Stops where any rank was told to: all of them then stop after the same step.</summary>
    private void ThrowIfStopped(Action save, CancellationToken cancellation)
    {
        Span<double> stopped = [cancellation.IsCancellationRequested ? 1 : 0];
        ranks.Sum(stopped);
        if (stopped[0] > 0)
        {
            save();

            // A launcher ends the job when the first rank leaves, so the others wait until the checkpoint is on disk.
            ranks.Sum(stopped, patiently: true);
            throw new OperationCanceledException(cancellation);
        }
    }

    private WeightAverage? AverageOf(ITrainingTask owner) => (options.Average, owner.Average) switch
    {
        (null, null) => null,
        ({ } wanted, { } model) => new(owner.Model, model, wanted, options.Steps),
        ({ }, null) => throw new InvalidOperationException("The options ask for an average of the weights, but the task has no model for it."),
        (null, { }) => throw new InvalidOperationException("The task has a model for an average of the weights, but the options ask for none."),
    };

    private static void Save(CheckpointSaver saver, TrainingLogs? logs, long step)
    {
        // Only rank 0 has logs and a folder.
        logs?.Flush();
        if (logs is not null)
        {
            saver.Save(step);
        }
    }

    /// <summary>
    /// Of everything that the result depends on; how often checkpoints are written is not part of it.
    /// </summary>
    private string OptionsDigest() =>
        ContentDigest.OfText(JsonSerializer.Serialize(options with { CheckpointEvery = 1 }) + "\n" + run.Identity);
}
