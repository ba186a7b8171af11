using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>What the encoder saw of the scans, and how the losses fell.</summary>
internal static class TrainingSection
{
    public static void Write(ReportContext context)
    {
        var (html, report) = (context.Html, context.Report);
        html.Section("training", "Training");
        if (report.Pretraining is { Montage.Length: > 0 } pretraining)
        {
            html.Open("figure", ("class", "montage"));
            html.Png(pretraining.Montage, $"Masking montage, strategy {pretraining.MaskingStrategy}");
            html.Element("figcaption", pretraining.MontageCaption).Close();
        }
        else if (report is { Scans: ScanDisplay.None, Pretraining: not null })
        {
            html.Element("p", "The protocol leaves the pictures of masked crops out of this report.", ("class", "note"));
        }

        html.Open("div", ("class", "charts"));
        if (report.Pretraining is { Loss.Count: > 0 } trained)
        {
            html.Open("figure");
            LossChart.Draw(html, [("pretraining", "#0072b2", "none", trained.Loss)], "Pretraining loss", "pretraining-loss");
            html.Element("figcaption", "Pretraining: reconstruction loss on masked voxels.").Close();
        }

        var lines = report.Arms.Select((arm, i) => (arm, Style: Palette.Of(report.Arms, i)))
            .Where(a => a.arm.Loss.Count > 0)
            .Select(a => (a.arm.Name, a.Style.Colour, a.arm.Kind == ArmKind.Pretrained ? "none" : "6 4", a.arm.Loss))
            .ToList();
        if (lines.Count > 0)
        {
            html.Open("figure");
            LossChart.Draw(html, lines, "Fine-tuning loss", "fine-tuning-loss");
            html.Element("figcaption", "Fine-tuning: training loss. Solid: pretrained; dashed: its twin from scratch.").Close();
        }

        html.Close().Close();
    }
}
