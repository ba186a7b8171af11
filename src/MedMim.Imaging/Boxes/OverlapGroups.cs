namespace MedMim.Imaging.Boxes;

/// <summary>
/// Greedy groups: the best box that is left, with all left boxes of its label that overlap it by more than a threshold.
/// </summary>
internal static class OverlapGroups
{
    /// <summary>Forms the groups by the falling score of their best boxes; every box is in one group.</summary>
    /// <param name="boxes">The boxes, on one grid.</param>
    /// <param name="threshold">IoU, 0 to 1.</param>
    /// <param name="take">Gets the best box and the places of all in its group, itself included, in the list's order; the
    /// list is used again.</param>
    public static void Form(IReadOnlyList<ScoredBox> boxes, double threshold, Action<int, List<int>> take)
    {
        ScoredBox.Require(boxes, "boxes");
        if (threshold is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "An IoU lies between 0 and 1.");
        }

        var trees = Enumerable.Range(0, boxes.Count).GroupBy(i => boxes[i].Label)
            .ToDictionary(g => g.Key, g => new LabelTree(boxes, [.. g]));
        var group = new List<int>();
        foreach (var top in ScoredBox.ByScore(boxes))
        {
            var tree = trees[boxes[top].Label];
            if (tree.Take(top, threshold, group))
            {
                group.Sort();
                take(top, group);
            }
        }
    }

    /// <summary>The boxes of one label, as places in the list.</summary>
    private sealed class LabelTree(IReadOnlyList<ScoredBox> boxes, int[] members)
    {
        private readonly Box3[] own = [.. members.Select(i => boxes[i].Box)];
        private readonly BoxTree tree = new([.. members.Select(i => boxes[i].Box)]);
        private readonly List<int> found = [];

        public bool Take(int top, double threshold, List<int> group)
        {
            // Members ascend.
            var first = Array.BinarySearch(members, top);
            if (!tree.Contains(first))
            {
                return false;
            }

            group.Clear();
            found.Clear();
            tree.Remove(first);
            group.Add(top);
            tree.Overlapping(own[first], threshold, found);
            foreach (var other in found)
            {
                tree.Remove(other);
                group.Add(members[other]);
            }

            return true;
        }
    }
}
