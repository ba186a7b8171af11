namespace MedMim.Foundation.Randomness;

/// <summary>
/// Names one random choice: everything that may influence it and nothing else. Equal keys give equal numbers, on every
/// machine, in every thread, however often the run was stopped and resumed.
/// </summary>
/// <param name="Seed">The study's seed.</param>
/// <param name="Purpose">What the numbers are for, such as <c>pretrain.mask</c>. Different purposes are independent.</param>
/// <param name="Epoch">Epoch, from 0.</param>
/// <param name="Step">Optimizer step, from 0.</param>
/// <param name="Sample">Index of the sample within the step, from 0.</param>
public readonly record struct StreamKey(ulong Seed, string Purpose, long Epoch = 0, long Step = 0, long Sample = 0);
