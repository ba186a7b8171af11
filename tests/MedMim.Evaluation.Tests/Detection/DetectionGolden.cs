using System.Text.Json;
using MedMim.Evaluation.Detection;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Detection;

/// <summary><c>tests/goldens/detection.json</c>; the script beside it says how its numbers were made.</summary>
internal sealed record DetectionGolden(double[] Spacing, StudyGolden[] Studies)
{
    public static DetectionGolden Load() => JsonSerializer.Deserialize<DetectionGolden>(
        File.ReadAllText(Repository.Golden("detection.json")), JsonSerializerOptions.Web)!;

    public IReadOnlyList<DetectionCase> Cases(StudyGolden study) => [.. study.Scans.Select((s, i) => s.ToCase($"case-{i}", Spacing))];
}

internal sealed record StudyGolden(ScanGolden[] Scans, double[]? Ap, double[]? Froc, double? Cpm, double[]? Centre);

internal sealed record ScanGolden(double[][] References, double[][] Boxes, double[] Scores)
{
    public DetectionCase ToCase(string id, double[] spacing) => new(
        id, "patient-" + id, "detector",
        VolumeGeometry.Identity(new(40, 40, 40), new(spacing[2], spacing[1], spacing[0])),
        [.. References.Select(r => new LabelledObject(1, Box(r), 1))],
        [.. Boxes.Zip(Scores, (b, s) => new ScoredBox(Box(b), s, 1))]);

    private static Box3 Box(double[] edges) => new(edges[0], edges[1], edges[2], edges[3], edges[4], edges[5]);
}
