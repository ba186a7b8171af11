namespace MedMim.Imaging.Boxes;

/// <summary>Of boxes that overlap, keeps the one of the highest score.</summary>
public static class NonMaximumSuppression
{
    /// <summary>
    /// Goes through the boxes of each label by falling score (of equal scores the earlier first) and drops all that overlap
    /// a kept one by an IoU above the threshold.
    /// </summary>
    /// <param name="boxes">The boxes, on one grid.</param>
    /// <param name="threshold">Largest IoU of two kept boxes of a label, 0 to 1.</param>
    /// <returns>The kept boxes' places in the list, by falling score.</returns>
    /// <exception cref="Foundation.Failures.InputException">A box holds a number that is not finite.</exception>
    public static IReadOnlyList<int> Keep(IReadOnlyList<ScoredBox> boxes, double threshold)
    {
        var kept = new List<int>();
        OverlapGroups.Form(boxes, threshold, (top, _) => kept.Add(top));
        return kept;
    }
}
