using System.Diagnostics;
using MedMim.Training.Averaging;
using MedMim.Training.Logs;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;
using MedMim.Training.Schedules;
using TorchSharp;

namespace MedMim.Training;

/// <summary>One optimizer step of a task: forward and backward over its batches, clipping, update, average.</summary>
internal sealed class TrainingStep(
    ITrainingTask task, TrainingOptions options, IReadOnlyList<NamedParameter> parameters, IOptimizer optimizer, WeightAverage? average)
{
    private readonly LearningRateSchedule schedule = new(options.Schedule, options.Optimizer.LearningRate, options.Steps);
    private readonly DeviceType device = parameters.Count > 0 ? parameters[0].Value.device_type : DeviceType.CPU;

    /// <summary>Does a step.</summary>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite; the weights are as they were.</exception>
    public StepRecord Run(long step)
    {
        var begin = Stopwatch.GetTimestamp();
        using var scope = torch.NewDisposeScope();
        task.Model.train();
        foreach (var parameter in parameters)
        {
            parameter.Value.grad = null;
        }

        var sum = new BatchSum();
        for (var part = 0; part < options.Accumulation; part++)
        {
            using var partScope = torch.NewDisposeScope();
            sum.Add(step, Backward(step, part));
        }

        var norm = GradientNorm.Clip(parameters, options.ClipNorm);
        NonFiniteLossException.ThrowUnlessFinite(step, "gradient norm", norm, sum.CaseIds);
        var learningRate = schedule.At(step);
        optimizer.Update(step, learningRate);
        average?.Update(step);
        using (torch.no_grad())
        {
            task.AfterStep(step);
        }

        return new(sum.Loss, learningRate, norm, sum.Figures, sum.CaseIds.Count, Stopwatch.GetElapsedTime(begin), sum.DataWait);
    }

    /// <summary>Adds the gradient of one batch, divided by the number of batches.</summary>
    private (StepLoss Outcome, double Loss) Backward(long step, int part)
    {
        StepLoss outcome;
        using (PrecisionScope.Open(options.Precision, device))
        {
            outcome = task.ComputeLoss(step, (step * options.Accumulation) + part);
        }

        var loss = outcome.Loss.ToDouble();
        NonFiniteLossException.ThrowUnlessFinite(step, "loss", loss, outcome.CaseIds);
        (options.Accumulation == 1 ? outcome.Loss : outcome.Loss / options.Accumulation).backward();
        return (outcome, loss);
    }
}
