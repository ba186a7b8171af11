namespace MedMim.FineTuning.Detection;

/// <summary>The anchors of a detector. Written into its model, so that a person can read them.</summary>
/// <param name="Levels">The anchors of each pyramid level, finest first; equally many a level.</param>
/// <param name="MeanOverlap">
/// Mean over the boxes that they were planned from of the best IoU with an anchor around the same centre.
/// </param>
/// <param name="Boxes">How many boxes they were planned from.</param>
public sealed record AnchorPlan(IReadOnlyList<IReadOnlyList<AnchorSize>> Levels, double MeanOverlap, int Boxes);
