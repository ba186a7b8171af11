using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Checklists;

/// <summary>
/// CLAIM 2024, the checklist for articles on artificial intelligence in medical imaging (Tejani et al., Radiology: Artificial
/// Intelligence 6(4), 2024): its 44 items in our own words, with what a run knows of each. What a run cannot know is left to the
/// authors; nothing is guessed.
/// </summary>
public static class ClaimChecklist
{
    private static readonly (string Part, string Asks)[] Items =
    [
        ("Title and abstract", "Title or abstract name the kind of artificial intelligence"),
        ("Title and abstract", "Abstract summarises design, methods, results and conclusions"),
        ("Introduction", "Background, and what the method is meant to be used for"),
        ("Introduction", "Aims and hypotheses"),
        ("Study design", "Prospective or retrospective"),
        ("Study design", "Goal of the study"),
        ("Data", "Where the data come from"),
        ("Data", "Who and what was included and excluded"),
        ("Data", "Preprocessing"),
        ("Data", "How parts of the data were selected"),
        ("Data", "De-identification"),
        ("Data", "Missing data"),
        ("Data", "How the images were acquired"),
        ("Reference standard", "What the reference standard is"),
        ("Reference standard", "Why it was chosen"),
        ("Reference standard", "Who annotated, and how qualified they are"),
        ("Reference standard", "How the test set was annotated"),
        ("Reference standard", "Agreement between and within annotators"),
        ("Data partitions", "How data were assigned to partitions"),
        ("Data partitions", "At what level partitions are disjoint"),
        ("Testing data", "Intended sample size, and why"),
        ("Model", "The model in detail"),
        ("Model", "Software and versions"),
        ("Model", "How parameters were initialised"),
        ("Training", "How the model was trained"),
        ("Training", "How the final model was chosen"),
        ("Training", "Ensembles"),
        ("Evaluation", "Metrics"),
        ("Evaluation", "Uncertainty and significance"),
        ("Evaluation", "Robustness and sensitivity"),
        ("Evaluation", "Explainability"),
        ("Evaluation", "Test on internal data"),
        ("Evaluation", "Test on external data"),
        ("Evaluation", "Registration, if a clinical trial"),
        ("Results", "How many patients and scans were included and excluded"),
        ("Results", "Demographic and clinical characteristics of each partition"),
        ("Results", "Figures with their uncertainty on all partitions"),
        ("Results", "Performance and its precision"),
        ("Results", "Failures"),
        ("Discussion", "Limits"),
        ("Discussion", "What follows for practice"),
        ("Other", "Where the full protocol is"),
        ("Other", "Availability of software, models and data"),
        ("Other", "Funding and its role"),
    ];

    /// <summary>All items, filled as far as the report goes.</summary>
    public static IReadOnlyList<ChecklistItem> Of(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. Items.Select((item, i) => new ChecklistItem(i + 1, item.Part, item.Asks, ClaimAnswers.Of(report, i + 1)))];
    }
}
