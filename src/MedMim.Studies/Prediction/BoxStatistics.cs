using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Files;
using MedMim.Imaging.Boxes;

namespace MedMim.Studies.Prediction;

/// <summary><c>ID.statistics.json</c> of a detection: how large the boxes are.</summary>
/// <param name="Format">Version of this layout: 1.</param>
/// <param name="Scan">The scan's pseudonym.</param>
/// <param name="LeastScore">Boxes that score less were left out.</param>
/// <param name="Labels">A label each, in the order of their values, those without a box too.</param>
public sealed record BoxStatistics(int Format, string Scan, double LeastScore, IReadOnlyList<BoxStatistics.LabelEntry> Labels)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>One label.</summary>
    /// <param name="Value">Its value.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Boxes">Its boxes, best first.</param>
    public sealed record LabelEntry(int Value, string Name, IReadOnlyList<BoxEntry> Boxes);

    /// <summary>One box.</summary>
    /// <param name="Number">1 for the label's best, and so on: that of its segment.</param>
    /// <param name="Score">0 to 1.</param>
    /// <param name="SizeMm">Extents along the scan's array axes [z, y, x], mm.</param>
    /// <param name="DiameterMm">The longest side, mm.</param>
    /// <param name="AxialDiameterMm">The longer side within a slice, mm.</param>
    /// <param name="VolumeMl">The box's volume, ml; an ellipsoid that touches all its sides has 0.52 of it.</param>
    /// <param name="CentreLpsMm">Its centre: x to the left, y to the back, z to the head, mm.</param>
    public sealed record BoxEntry(
        int Number, double Score, IReadOnlyList<double> SizeMm, double DiameterMm, double AxialDiameterMm, double VolumeMl,
        IReadOnlyList<double> CentreLpsMm);

    /// <summary>Measures boxes.</summary>
    /// <param name="scan">The scan's pseudonym.</param>
    /// <param name="found">Its boxes, best first.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="leastScore">What boxes had to score.</param>
    public static BoxStatistics Of(string scan, ScanDetections found, IReadOnlyList<LabelClass> labels, double leastScore)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(labels);
        return new(1, scan, leastScore,
        [
            .. labels.Select(l => new LabelEntry(l.Value, l.Name, [.. found.Boxes.Where(b => b.Label == l.Value).Select(Entry)])),
        ]);

        BoxEntry Entry(ScoredBox box, int i)
        {
            var (z, y, x) = box.Box.SizeMm(found.Grid);
            var centre = box.Box.CentreMm(found.Grid);
            return new(
                i + 1, Rounded(box.Score, 6), [Rounded(z, 3), Rounded(y, 3), Rounded(x, 3)], Rounded(box.Box.LongestSideMm(found.Grid), 3),
                Rounded(Math.Max(y, x), 3), Rounded(z * y * x / 1000, 6), [Rounded(centre.X, 3), Rounded(centre.Y, 3), Rounded(centre.Z, 3)]);
        }
    }

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");

    private static double Rounded(double value, int digits) => Math.Round(value, digits);
}
