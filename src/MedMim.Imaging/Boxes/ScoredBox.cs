using MedMim.Foundation.Failures;

namespace MedMim.Imaging.Boxes;

/// <summary>A box that a detector found.</summary>
/// <param name="Box">Where.</param>
/// <param name="Score">How sure it is, 0 to 1.</param>
/// <param name="Label">What it is: a label value from 1.</param>
public readonly record struct ScoredBox(Box3 Box, double Score, int Label)
{
    /// <summary>
    /// How much it counts beside others that found the same, above 0: less near the border of its window. Default 1.
    /// </summary>
    public double Weight { get; init; } = 1;

    /// <summary>Which view found it (a model's look at a window): a view counts once in a cluster. Default 0.</summary>
    public int View { get; init; }

    /// <summary>Whether box, score and weight are usable numbers.</summary>
    public bool IsValid => Box.IsValid && double.IsFinite(Score) && double.IsFinite(Weight) && Weight > 0;

    /// <summary>Checks that all are usable.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="subject">Whose they are, for the message.</param>
    /// <exception cref="InputException">One holds a number that is not finite, or ends before it begins.</exception>
    public static void Require(IReadOnlyList<ScoredBox> boxes, string subject)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        for (var i = 0; i < boxes.Count; i++)
        {
            if (!boxes[i].IsValid)
            {
                throw new InputException(
                    subject, $"box {i} has a number that is not finite, or ends before it begins",
                    "Correct or remove the box; train again where a model of ours gave it.");
            }
        }
    }

    /// <summary>Places in the list by falling score; of equal scores the earlier first.</summary>
    internal static int[] ByScore(IReadOnlyList<ScoredBox> boxes)
    {
        var order = new int[boxes.Count];
        var keys = new (double Score, int Place)[boxes.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = (-boxes[i].Score, i);
        }

        Array.Sort(keys, order);
        return order;
    }
}
