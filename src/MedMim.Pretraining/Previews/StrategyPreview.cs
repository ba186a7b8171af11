using MedMim.Pretraining.Masking;

namespace MedMim.Pretraining.Previews;

/// <summary>What one strategy hides of the previewed crops.</summary>
/// <param name="Name">The strategy's name.</param>
/// <param name="Note">A few words on how it was drawn; may be empty.</param>
/// <param name="Masks">A mask a crop, voxel by voxel, 1 = hidden.</param>
/// <param name="Coverage">How much it hides by tissue, over many draws of all crops.</param>
public sealed record StrategyPreview(string Name, string Note, IReadOnlyList<byte[]> Masks, MaskStatistics Coverage);
