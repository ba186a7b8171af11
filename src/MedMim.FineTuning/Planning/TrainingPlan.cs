using MedMim.Models.Networks;

namespace MedMim.FineTuning.Planning;

/// <summary>What training is given: numbers that fit the data and the memory.</summary>
/// <param name="MedianShape">Median size of the training cases, [z, y, x] in voxels.</param>
/// <param name="Patch">Voxels of a crop, [z, y, x].</param>
/// <param name="Batch">Crops in a batch.</param>
/// <param name="Memory">The estimated peak, bytes.</param>
/// <param name="Notes">What a person should know.</param>
public sealed record TrainingPlan(Axes MedianShape, Axes Patch, int Batch, double Memory, IReadOnlyList<string> Notes);
