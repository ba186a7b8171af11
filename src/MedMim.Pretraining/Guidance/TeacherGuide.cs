using MedMim.Foundation.Randomness;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Objectives;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Guidance;

/// <summary>
/// Lets a teacher reconstruct each batch behind a uniform random mask, and draws the batch's own masks by the teacher's
/// losses. The outcome is a closed function of the step and the teacher's weights: nothing else is carried over.
/// </summary>
/// <param name="teacher">An objective over the moving average of the trained network.</param>
/// <param name="criterion">How the teacher's errors are measured.</param>
/// <param name="strategy">What draws the masks.</param>
/// <param name="seed">The study's seed.</param>
/// <param name="steps">Steps in all.</param>
internal sealed class TeacherGuide(
    IObjective teacher, ReconstructionCriterion criterion, IGuidedMaskingStrategy strategy, ulong seed, long steps)
{
    /// <summary>The same crops behind guided masks.</summary>
    /// <param name="first">Crops behind the masks that the teacher sees.</param>
    /// <param name="purpose">Names the stream of the masks.</param>
    /// <param name="batch">The batch, from 0: keys the stream.</param>
    /// <param name="step">The step, from 0: the schedule goes by it.</param>
    public PretrainBatch Guide(PretrainBatch first, string purpose, long batch, long step)
    {
        var losses = Losses(first);
        var at = new TrainingMoment(step, steps);
        return new(
            first.Patches,
            [.. first.Patches.Select((p, i) => strategy.Draw(p, new(at, losses[i]), new RandomStream(new(seed, purpose, 0, batch, first.First + i))).ToVoxels())],
            first.First,
            strategy.Figures(at));
    }

    private float[][] Losses(PretrainBatch batch)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        teacher.Network.eval();
        var (image, mask, present) = batch.ToTensors(ModelDevice.Of(teacher.Network));
        var errors = criterion.CellErrors(teacher.Reconstruct(image, mask), image, teacher.Counted(mask, present), present);
        return [.. Enumerable.Range(0, batch.Patches.Count).Select(i => errors[i].cpu().contiguous().data<float>().ToArray())];
    }
}
