using System.Text.Json;
using MedMim.Evaluation.Calibration;
using MedMim.Foundation.Files;

namespace MedMim.Studies.Calibration;

/// <summary>
/// <c>calibration.json</c> beside an arm's predictions: of each test case and label, by bin of probability, the voxels, the sum of
/// their probabilities, and how many of them the reference gives the label. No probability of a voxel is kept.
/// </summary>
internal static class CalibrationFile
{
    private const string Name = "calibration.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NewLine = "\n", WriteIndented = true };

    /// <summary>Writes the counts of an arm.</summary>
    public static void Write(string folder, IEnumerable<CaseCalibration> cases) => AtomicFile.WriteText(
        Path.Combine(folder, Name),
        JsonSerializer.Serialize(
            cases.Select(c => new Row(c.CaseId, c.Patient, c.Label, c.Counts.Voxels, c.Counts.Probabilities, c.Counts.Hits)), Json) + "\n");

    /// <summary>The counts; none where the predictions were made without them.</summary>
    public static IReadOnlyList<CaseCalibration> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        return !File.Exists(path)
            ? []
            : [.. JsonSerializer.Deserialize<List<Row>>(File.ReadAllBytes(path), Json)!
                .Select(r => new CaseCalibration(r.CaseId, r.Patient, r.Label, new ReliabilityCounts(r.Voxels, r.Probabilities, r.Hits)))];
    }

    private sealed record Row(string CaseId, string Patient, byte Label, long[] Voxels, double[] Probabilities, long[] Hits);
}
