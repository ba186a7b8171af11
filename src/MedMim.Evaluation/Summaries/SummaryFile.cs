using System.Globalization;
using System.Text;
using System.Text.Json;
using MedMim.Evaluation.Metrics;
using MedMim.Foundation.Files;

namespace MedMim.Evaluation.Summaries;

/// <summary>
/// <c>summary.json</c> in the shape of nnU-Net v2's evaluation, for tools that read it: <c>foreground_mean</c>, <c>mean</c> by label,
/// and <c>metric_per_case</c>, each with <c>Dice, IoU, FP, TP, FN, TN, n_pred, n_ref</c> in voxels.
/// </summary>
/// <remarks>
/// As there, figures are means over scans, whoever the patient is, and Dice and IoU are undefined where neither reference nor
/// prediction has the label: such scans are left out of their means. Undefined figures are a bare <c>NaN</c>, as Python writes
/// and reads it; strict readers of JSON take <c>report.json</c>.
/// </remarks>
public static class SummaryFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "summary.json";

    private static readonly string[] Names = ["Dice", "IoU", "FP", "TP", "FN", "TN", "n_pred", "n_ref"];

    /// <summary>Writes the summary of one arm.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cases">Its cases; at least one, and all with the same labels.</param>
    /// <exception cref="ArgumentException">There is no case, or one without its voxels.</exception>
    public static void Write(string path, IReadOnlyList<SummaryCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        if (cases.Count == 0 || cases.Any(c => c.Labels.Any(l => l.Voxels is null)))
        {
            throw new ArgumentException("A summary needs cases whose voxels were counted.", nameof(cases));
        }

        var means = cases[0].Labels.Select((l, i) => (l.Label, Figures: Mean([.. cases.Select(c => Of(c.Labels[i].Voxels!))]))).ToList();
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, IndentSize = 4, NewLine = "\n" }))
        {
            json.WriteStartObject();
            // Over labels every mean counts: one that is undefined makes this one so.
            Figures(json, "foreground_mean", [.. Names.Select((_, i) => means.Count == 0 ? double.NaN : means.Average(m => m.Figures[i]))]);
            json.WriteStartObject("mean");
            means.ForEach(m => Figures(json, Key(m.Label), m.Figures));
            json.WriteEndObject();
            json.WriteStartArray("metric_per_case");
            foreach (var c in cases)
            {
                json.WriteStartObject();
                json.WriteStartObject("metrics");
                foreach (var label in c.Labels)
                {
                    Figures(json, Key(label.Label), Of(label.Voxels!));
                }

                json.WriteEndObject();
                json.WriteString("prediction_file", c.Prediction);
                json.WriteString("reference_file", c.Reference);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        AtomicFile.WriteText(path, Encoding.UTF8.GetString(bytes.ToArray()) + "\n");
    }

    private static double[] Of(VoxelCounts v)
    {
        var (tp, fp, fn) = (v.TruePositive, v.FalsePositive, v.FalseNegative);
        return [2.0 * tp / ((2 * tp) + fp + fn), (double)tp / (tp + fp + fn), fp, tp, fn, v.TrueNegative, tp + fp, tp + fn];
    }

    private static double[] Mean(IReadOnlyList<double[]> cases) => [.. Names.Select((_, i) =>
        cases.Select(c => c[i]).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average())];

    private static string Key(byte label) => label.ToString(CultureInfo.InvariantCulture);

    private static void Figures(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartObject(name);
        for (var i = 0; i < Names.Length; i++)
        {
            json.WritePropertyName(Names[i]);
            if (double.IsNaN(values[i]))
            {
                json.WriteRawValue("NaN", skipInputValidation: true);
            }
            else
            {
                json.WriteNumberValue(values[i]);
            }
        }

        json.WriteEndObject();
    }
}
