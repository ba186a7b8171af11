using System.Text.Json;
using MedMim.Foundation.Files;
using MedMim.Training.Averaging;
using MedMim.Training.Checkpoints;
using MedMim.Training.Logs;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;

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
    /// <summary>Runs to the end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; a checkpoint of the steps done was written.</exception>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite; the last checkpoint is
    /// kept.</exception>
    /// <exception cref="Foundation.Failures.InputException">
    /// An option is out of range, or the folder's checkpoint belongs to another run.
    /// </exception>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        options.Validate();
        var parameters = NamedParameter.Of(task.Model);
        using var optimizer = OptimizerFactory.Create(parameters, options.Optimizer);
        var training = new TrainingStep(task, options, parameters, optimizer, AverageOf(task));
        var saver = new CheckpointSaver(
            new TrainingState(task, optimizer), Path.Combine(run.Folder, "checkpoints"), OptionsDigest());
        var start = saver.Restore();
        var pace = new Pace();
        using var logs = new TrainingLogs(run.Folder, start);
        using var progress = run.Progress.Begin(run.Title, options.Steps, "steps");
        task.Begin(start);
        double? loss = null;
        var (elapsed, waited) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var step = start; step < options.Steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save(saver, logs, step);
                cancellation.ThrowIfCancellationRequested();
            }

            var record = training.Run(step);
            loss = record.Loss;
            pace.Add(record);
            (elapsed, waited) = (elapsed + record.Elapsed, waited + record.DataWait);
            var isLast = step + 1 == options.Steps;
            if (isLast || step % options.LogEvery == 0)
            {
                logs.Append(step, record, pace);
            }

            if (isLast || (step + 1) % options.CheckpointEvery == 0)
            {
                Save(saver, logs, step + 1);
            }

            progress.Report(step + 1, pace.Describe(record.Loss));
        }

        return new TrainingResult(options.Steps, start, loss, elapsed, waited);
    }

    private WeightAverage? AverageOf(ITrainingTask owner) => (options.Average, owner.Average) switch
    {
        (null, null) => null,
        ({ } wanted, { } model) => new(owner.Model, model, wanted, options.Steps),
        ({ }, null) => throw new InvalidOperationException("The options ask for an average of the weights, but the task has no model for it."),
        (null, { }) => throw new InvalidOperationException("The task has a model for an average of the weights, but the options ask for none."),
    };

    private static void Save(CheckpointSaver saver, TrainingLogs logs, long step)
    {
        logs.Flush();
        saver.Save(step);
    }

    /// <summary>
    /// Of everything that the result depends on; how often checkpoints are written is not part of it.
    /// </summary>
    private string OptionsDigest() =>
        ContentDigest.OfText(JsonSerializer.Serialize(options with { CheckpointEvery = 1 }) + "\n" + run.Identity);
}
