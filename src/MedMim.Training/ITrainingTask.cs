using System.Collections.ObjectModel;
using MedMim.Training.Optimizers;
using TorchSharp;

namespace MedMim.Training;

/// <summary>What is trained: a model, and a loss for every step. The loop knows nothing else about it.</summary>
public interface ITrainingTask
{
    /// <summary>
    /// The model. Its parameters that require a gradient are trained; everything in its <c>state_dict</c> (float32)
    /// goes into the checkpoints.
    /// </summary>
    torch.nn.Module Model { get; }

    /// <summary>
    /// A second model of the same architecture, which the loop keeps at the moving average of <see cref="Model"/>: a teacher.
    /// It starts from the model's initial weights, is updated after every step, and goes into the checkpoints. Needed where
    /// the options ask for an average; null (the default) otherwise.
    /// </summary>
    torch.nn.Module? Average => null;

    /// <summary>How a weight learns beside the others; the default has all learn alike. Must not change during a run.</summary>
    /// <param name="parameter">Its name in the model's <c>state_dict</c>.</param>
    ParameterRate RateOf(string parameter) => ParameterRate.Full;

    /// <summary>
    /// Further tensors that the task carries from step to step, by name; the default has none. They go into the checkpoints
    /// and are restored in place, so the task must keep the same tensors, of the same shapes, and change them in place, and
    /// keep them out of every dispose scope. Their content at the start must follow from the task's own settings.
    /// </summary>
    IReadOnlyDictionary<string, torch.Tensor> State => ReadOnlyDictionary<string, torch.Tensor>.Empty;

    /// <summary>
    /// Called once before the first step of this process, after a checkpoint was restored. The default does nothing.
    /// </summary>
    /// <param name="step">The step at which the run begins (0) or goes on: a task's own log drops its lines from here
    /// on.</param>
    void Begin(long step)
    {
    }

    /// <summary>
    /// The forward pass of a batch, called inside a dispose scope and the run's precision. It must depend on nothing but
    /// the weights, <paramref name="step"/> and <paramref name="batch"/> (draw from <c>RandomStream</c>s keyed with them), or a
    /// resumed run would differ.
    /// </summary>
    /// <param name="step">The optimizer step, from 0.</param>
    /// <param name="batch">
    /// The batch, from 0: step × <see cref="Options.TrainingOptions.Accumulation"/> and the batch's place in the step. The same
    /// as the step where gradients are not accumulated.
    /// </param>
    StepLoss ComputeLoss(long step, long batch);

    /// <summary>
    /// Called after the weights of a step and their average were updated, without gradients and in float32: for pictures,
    /// validation or the task's own state. The default does nothing.
    /// </summary>
    void AfterStep(long step)
    {
    }
}
