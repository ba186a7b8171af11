using System.Diagnostics;
using MedMim.Training.Averaging;
using MedMim.Training.Devices;
using MedMim.Training.Logs;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;
using MedMim.Training.Ranks;
using MedMim.Training.Schedules;
using TorchSharp;

namespace MedMim.Training;

/// <summary>
/// One optimizer step of a task: forward and backward over its batches, the sum over the ranks, clipping, update, average.
/// </summary>
internal sealed class TrainingStep(
    ITrainingTask task, TrainingOptions options, IReadOnlyList<NamedParameter> parameters, IOptimizer optimizer, WeightAverage? average,
    IRankGroup ranks)
{
    private readonly GradientSum gradients = new(parameters, ranks);
    private readonly LearningRateSchedule schedule = new(options.Schedule, options.Optimizer.LearningRate, options.Steps);
    private readonly DeviceType device = ModelDevice.Of(task.Model).type;

    /// <summary>Does a step.</summary>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite; the weights are as they were.</exception>
    /// <exception cref="RankLostException">Another rank did not come; the weights are as they were.</exception>
    public StepRecord Run(long step)
    {
        var begin = Stopwatch.GetTimestamp();
        using var scope = torch.NewDisposeScope();
        task.Model.train();
        foreach (var parameter in parameters)
        {
            parameter.Value.grad = null;
            parameter.Value.requires_grad = step >= parameter.Rate.FirstStep;
        }

        var sum = new BatchSum();
        for (var part = 0; part < options.Accumulation; part++)
        {
            using var partScope = torch.NewDisposeScope();
            sum.Add(step, Backward(step, part));
        }

        var summing = Stopwatch.GetTimestamp();
        gradients.Run();
        var norm = GradientNorm.Clip(parameters, options.ClipNorm);
        NonFiniteLossException.ThrowUnlessFinite(step, "gradient norm", norm, ranks.Size == 1 || !gradients.OwnIsFinite ? sum.CaseIds : []);
        var updating = Stopwatch.GetTimestamp();
        var learningRate = schedule.At(step);
        optimizer.Update(step, learningRate);
        average?.Update(step);
        var times = sum.Times + new StepTimes
        {
            Backward = Stopwatch.GetElapsedTime(summing, updating), Update = Stopwatch.GetElapsedTime(updating),
        };
        using (torch.no_grad())
        {
            task.AfterStep(step);
        }

        return new(sum.Loss, learningRate, norm, sum.Figures, sum.Samples, Stopwatch.GetElapsedTime(begin), times);
    }

    private void Differentiate(torch.Tensor loss, double share)
    {
        var factor = share / options.Accumulation;
        (factor == 1 ? loss : loss * factor).backward();
    }

    /// <summary>Adds the gradient of this rank's part of one batch, divided by the number of batches.</summary>
    private (StepLoss Outcome, double Loss, int Samples, StepTimes Times) Backward(long step, int part)
    {
        var begin = Stopwatch.GetTimestamp();
        StepLoss outcome;
        using (PrecisionScope.Open(options.Precision, device))
        {
            outcome = task.ComputeLoss(step, (step * options.Accumulation) + part);
        }

        // A GPU is handed the backward pass before its loss is waited for; several ranks need their losses to share it.
        var alone = ranks.Size == 1;
        var answered = Stopwatch.GetTimestamp();
        if (alone)
        {
            Differentiate(outcome.Loss, 1);
        }

        var own = outcome.Loss.ToDouble();
        var whole = RankShare.Of(ranks, own, outcome);

        // Where another rank's loss is to blame, that rank names its cases.
        NonFiniteLossException.ThrowUnlessFinite(step, "loss", whole.Loss, double.IsFinite(own) ? [] : outcome.CaseIds);
        if (!alone)
        {
            Differentiate(outcome.Loss, whole.Share);
        }

        return (outcome with { Figures = whole.Figures }, whole.Loss, whole.Samples, new()
        {
            Data = outcome.DataWait,
            Forward = Stopwatch.GetElapsedTime(begin, answered) - outcome.DataWait - outcome.LossTime,
            Loss = outcome.LossTime,
            Backward = Stopwatch.GetElapsedTime(answered),
        });
    }
}
