using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Detections as JSON: <c>pred_boxes</c>, <c>pred_scores</c> and <c>pred_labels</c> as nnDetection's users know them, then
/// fields of our own in millimetres.
/// </summary>
public static class DetectionJson
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes a scan's detections; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">The detections.</param>
    /// <param name="names">The name of each label value.</param>
    public static void Write(string path, ScanDetections found, IReadOnlyDictionary<int, string> names)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(names);
        ScoredBox.Require(found.Boxes, path);
        var grid = found.Grid;
        AtomicFile.WriteText(path, JsonSerializer.Serialize(
            new DetectionDocument
            {
                PredBoxes = [.. found.Boxes.Select(b => Edges(b.Box))],
                PredScores = [.. found.Boxes.Select(b => Math.Round(b.Score, 6))],
                PredLabels = [.. found.Boxes.Select(b => b.Label)],
                PredNames = [.. found.Boxes.Select(b => names.GetValueOrDefault(b.Label, string.Empty))],
                CentreLpsMm = [.. found.Boxes.Select(b => Rounded(b.Box.CentreMm(grid)))],
                SizeMm = [.. found.Boxes.Select(b => Size(b.Box, grid))],
                BoundsLpsMm = [.. found.Boxes.Select(b => Bounds(b.Box, grid))],
                AxesLps = [Rounded(grid.AxisZ, 6), Rounded(grid.AxisY, 6), Rounded(grid.AxisX, 6)],
                GridSize = [grid.Size.Z, grid.Size.Y, grid.Size.X],
            },
            Json) + "\n");
    }

    /// <summary>Reads a scan's boxes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, no such file, or holds a box that is none.</exception>
    public static IReadOnlyList<ScoredBox> Read(string path)
    {
        try
        {
            var document = JsonSerializer.Deserialize<DetectionDocument>(File.ReadAllBytes(path), Json)!;
            if (document.PredScores.Count != document.PredBoxes.Count || document.PredLabels.Count != document.PredBoxes.Count
                || document.PredBoxes.Any(b => b.Length != 6))
            {
                throw new InputException(path, "does not hold a score, a label and six edges for each box", "Detect again.");
            }

            ScoredBox[] boxes =
            [
                .. document.PredBoxes.Select((b, i) => new ScoredBox(
                    new Box3(b[0], b[1], b[4], b[2], b[3], b[5]).Shift(-0.5, -0.5, -0.5), document.PredScores[i], document.PredLabels[i])),
            ];
            ScoredBox.Require(boxes, path);
            return boxes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Detect again.", e);
        }
        catch (JsonException e)
        {
            throw new InputException(path, $"is no file of detections: {e.Message}", "Detect again.", e);
        }
    }

    // nnDetection's order: low z, low y, high z, high y, low x, high x. Voxel i covers i to i + 1 here.
    private static double[] Edges(Box3 b) =>
    [
        Round(b.LowZ + 0.5), Round(b.LowY + 0.5), Round(b.HighZ + 0.5), Round(b.HighY + 0.5), Round(b.LowX + 0.5), Round(b.HighX + 0.5),
    ];

    private static double[] Size(Box3 box, VolumeGeometry grid)
    {
        var (z, y, x) = box.SizeMm(grid);
        return [Round(z), Round(y), Round(x)];
    }

    private static double[][] Bounds(Box3 box, VolumeGeometry grid)
    {
        var (low, high) = box.BoundsMm(grid);
        return [Rounded(low), Rounded(high)];
    }

    private static double[] Rounded(Vector3 point, int digits = 4) => [Round(point.X, digits), Round(point.Y, digits), Round(point.Z, digits)];

    private static double Round(double value, int digits = 4) => Math.Round(value, digits);
}
