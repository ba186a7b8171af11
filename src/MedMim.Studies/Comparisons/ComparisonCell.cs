using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Comparisons;

/// <summary>One segmenter of a comparison.</summary>
/// <param name="Arm">How its encoder was pretrained.</param>
/// <param name="Labelled">How many labelled patients it is fine-tuned on.</param>
/// <param name="Round">Its seed and fold.</param>
internal sealed record ComparisonCell(string Arm, LabelledCount Labelled, ComparisonRound Round)
{
    /// <summary>Its name in steps and folders, such as <c>uniform/10/seed-1-fold-2</c>.</summary>
    public string Key => $"{Arm}/{Labelled}/{Round.Key}";
}
