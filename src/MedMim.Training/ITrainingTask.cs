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
    /// Called once before the first step of this process, after a checkpoint was restored. The default does nothing.
    /// </summary>
    /// <param name="step">The step at which the run begins (0) or goes on: a task's own log drops its lines from here
    /// on.</param>
    void Begin(long step)
    {
    }

    /// <summary>
    /// The forward pass of a step, called inside a dispose scope and the run's precision. It must depend on nothing but
    /// the weights and <paramref name="step"/> (draw from <c>RandomStream</c>s keyed with it), or a resumed run would
    /// differ.
    /// </summary>
    /// <param name="step">The optimizer step, from 0.</param>
    StepLoss ComputeLoss(long step);

    /// <summary>
    /// Called after the weights of a step were updated, without gradients and in float32: for pictures, validation or a
    /// teacher's moving average. The default does nothing.
    /// </summary>
    void AfterStep(long step)
    {
    }
}
