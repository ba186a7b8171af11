using System.Text.Json;
using MedMim.Evaluation.Galleries;
using MedMim.Evaluation.Reports;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Tests.Reports;

/// <summary>A report holds no more of the scans than its study allows, and says what it leaves out.</summary>
public sealed class ScanRestrictionTests : IDisposable
{
    private static readonly byte[] Voxels = [.. Enumerable.Range(0, 96).Select(i => (byte)(i * 37))];

    private readonly string folder = Directory.CreateTempSubdirectory("medmim-scans-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void By_default_pictures_and_voxels_are_in_the_page()
    {
        var (html, json) = Write(ScanDisplay.Viewer);
        Assert.Equal(4, Pictures(html));
        Assert.Contains(Convert.ToBase64String(Voxels), html, StringComparison.Ordinal);
        Assert.DoesNotContain("report.scans", html, StringComparison.Ordinal);
        Assert.False(json.TryGetProperty("scans", out _));
    }

    [Fact]
    public void Pictures_alone_leave_out_voxels_and_scripts()
    {
        var (html, json) = Write(ScanDisplay.Pictures);
        Assert.Equal(4, Pictures(html));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Voxels), html, StringComparison.Ordinal);
        Assert.Contains("The protocol leaves the viewer of these cases out of this report", html, StringComparison.Ordinal);
        Assert.Equal("pictures", json.GetProperty("scans").GetString());
        Assert.DoesNotContain("\"viewer\"", json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void None_leaves_no_byte_of_a_picture_and_says_so()
    {
        var (html, json) = Write(ScanDisplay.None);
        Assert.DoesNotContain("data:image", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<canvas", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Za-z0-9+/]{80}", html);
        Assert.Contains("href=\"#gallery\"", html, StringComparison.Ordinal);
        Assert.Contains("The protocol leaves all pictures of scans, and the viewer, out of this report", html, StringComparison.Ordinal);
        Assert.Contains("The protocol leaves the pictures of masked crops out of this report", html, StringComparison.Ordinal);
        Assert.DoesNotContain("and Gallery", html, StringComparison.Ordinal);
        Assert.Equal("none", json.GetProperty("scans").GetString());
        Assert.Equal(0, json.GetProperty("overlays").GetArrayLength());
        Assert.Equal(0, json.GetProperty("pretraining").GetProperty("montage").GetProperty("bytes").GetInt32());
    }

    private (string Html, JsonElement Study) Write(ScanDisplay scans)
    {
        var study = SampleStudy.Create(6);
        var viewer = new ViewerCase(Voxels, Voxels, "axial", [0, 0, 0], [1, 1, 1]);
        ReportWriter.Write(
            study with { Bootstrap = new(1) { Replicates = 100 }, Overlays = [.. study.Overlays.Select(o => o with { Viewer = viewer })], Scans = scans }, folder);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "report.json")));
        return (File.ReadAllText(Path.Combine(folder, "report.html")), json.RootElement.GetProperty("study").Clone());
    }

    private static int Pictures(string html) => html.Split("<img ").Length - 1;
}
