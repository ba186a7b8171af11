namespace MedMim.Pretraining.Masking;

/// <summary>What guides a mask beyond the patch itself.</summary>
/// <param name="Moment">The step of the run.</param>
/// <param name="Losses">
/// The teacher's loss a block, C order [z, y, x] of the blocks: the mean squared error over the voxels that were hidden from
/// it and are there; 0 where none was.
/// </param>
public sealed record MaskGuidance(TrainingMoment Moment, float[] Losses);
