using MedMim.Evaluation.Reports.Checklists;
using MedMim.Evaluation.Reports.Html;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>CLAIM 2024, filled from what the run knows; the rest is the authors' to say.</summary>
internal static class ChecklistSection
{
    /// <summary>Stands where the run knows nothing.</summary>
    public const string NotProvided = "not provided";

    public static void Write(ReportContext context)
    {
        var html = context.Html;
        var items = ClaimChecklist.Of(context.Report);
        var known = items.Count(i => i.Answer is not null);
        html.Section("checklist", "CLAIM 2024 checklist");
        html.Element("p", $"{Figures.Count(known)} of {Figures.Count(items.Count)} items are answered, in whole or in part, by what the run knows. "
            + $"“{NotProvided}” is for the authors to fill in.");
        html.Table(
            "Checklist for artificial intelligence in medical imaging, 2024, in short words", ["Item", "What it asks for", "Answer"],
            items.Select(i => (IReadOnlyList<string>)[Figures.Count(i.Number), $"{i.Asks}\n{i.Part}", i.Answer ?? NotProvided]), kind: "text");
        html.Close();
    }
}
