namespace MedMim.Studies.Protocols.Sections;

/// <summary>The spacing of prepared volumes: each scan's own, the training cases' median, or three numbers.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">The numbers, where they are given.</param>
public readonly record struct SpacingChoice(SpacingName Name, VoxelSpacing? Value = null);
