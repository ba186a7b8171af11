using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>What was done, as it was run and not as it was planned.</summary>
internal static class MethodsSection
{
    public static void Write(ReportContext context)
    {
        var (html, report) = (context.Html, context.Report);
        html.Section("methods", "Methods, as run");
        if (report.Preparation.Count > 0)
        {
            html.Element("h3", "Preparation");
            html.Facts(report.Preparation);
        }

        if (report.Pretraining is { } pretraining)
        {
            html.Element("h3", "Pretraining");
            html.Facts([new("Masking strategy", pretraining.MaskingStrategy), .. pretraining.Options]);
        }

        foreach (var arm in report.Arms)
        {
            Arm(html, arm);
        }

        if (report.Comparison is { } comparison)
        {
            html.Element("h3", "Fine-tuning, the same for every arm");
            html.Facts(comparison.Finetuning);
        }

        html.Element("h3", "Evaluation");
        html.Facts(ConventionText.Facts(report));
        html.Close();
    }

    private static void Arm(HtmlWriter html, ArmRecord arm)
    {
        html.Element("h3", arm.Kind == ArmKind.Baseline ? $"Baseline: {arm.Name}" : $"Arm: {arm.Name}");
        if (arm.Description.Length > 0)
        {
            html.Element("p", arm.Description);
        }

        html.Facts(arm.Load is { } load
            ? [.. arm.Options, new("Tensors from pretraining", $"{load.Loaded} loaded, {load.Adapted} adapted, {load.Skipped} skipped")]
            : arm.Options);
    }
}
