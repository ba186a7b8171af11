using System.Text.Json;
using MedMim.FineTuning.Detection;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Detection;

public sealed class DetectionJsonTests
{
    private static readonly VolumeGeometry Grid = new(
        new(10, 20, 30), new(1, 2, 3), new(-5, 4, 7), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    private static readonly Dictionary<int, string> Names = new() { [2] = "lesion" };

    [Fact]
    public void BoxesComeBackAndSayTheirMillimetres()
    {
        using var folder = new TemporaryFolder();
        ScoredBox[] boxes = [new(new(1.5, 2.5, 3.5, 4.5, 6.5, 8.5), 0.75, 2), new(new(0, 0, 0, 1.25, 1, 1), 0.5, 2)];

        DetectionJson.Write(folder.File("a.json"), new(Grid, boxes), Names);

        Assert.Equal(boxes, DetectionJson.Read(folder.File("a.json")));
        var root = JsonDocument.Parse(File.ReadAllText(folder.File("a.json"))).RootElement;
        Assert.Equal("[2,3,5,7,4,9]", Compact(root.GetProperty("pred_boxes")[0]));
        Assert.Equal("[1,13,16]", Compact(root.GetProperty("centre_lps_mm")[0]));
        Assert.Equal("[9,8,5]", Compact(root.GetProperty("size_mm")[0]));
        Assert.Equal("[[-1.5,9,11.5],[3.5,17,20.5]]", Compact(root.GetProperty("bounds_lps_mm")[0]));
        Assert.Equal("[[0,0,1],[0,1,0],[1,0,0]]", Compact(root.GetProperty("axes_lps")));
        Assert.Equal("lesion", root.GetProperty("pred_names")[0].GetString());
    }

    [Fact]
    public void NoDetectionIsAFileToo()
    {
        using var folder = new TemporaryFolder();
        DetectionJson.Write(folder.File("a.json"), new(Grid, []), Names);

        Assert.Empty(DetectionJson.Read(folder.File("a.json")));
    }

    [Fact]
    public void FilesThatAreNoneAndBoxesThatAreNoneAreRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("text.json"), "none");
        File.WriteAllText(folder.File("short.json"), """
            {"pred_boxes": [[0, 0, 1, 1, 0]], "pred_scores": [1], "pred_labels": [1], "pred_names": [""], "centre_lps_mm": [],
             "size_mm": [], "bounds_lps_mm": [], "grid_size": [1, 1, 1]}
            """);

        Assert.Throws<InputException>(() => DetectionJson.Read(folder.File("missing.json")));
        Assert.Throws<InputException>(() => DetectionJson.Read(folder.File("text.json")));
        Assert.Throws<InputException>(() => DetectionJson.Read(folder.File("short.json")));
        Assert.Throws<InputException>(() => DetectionJson.Write(
            folder.File("nan.json"), new(Grid, [new(new(0, 0, 0, double.NaN, 1, 1), 1, 2)]), Names));
        Assert.False(File.Exists(folder.File("nan.json")));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
