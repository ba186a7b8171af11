using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Reports.Browser;

/// <summary>The viewer of a report in a real browser: what is on the screen is what is in the volumes.</summary>
public sealed class ViewerTests : IDisposable
{
    private static readonly (int R, int G, int B) Missed = (240, 228, 66);
    private static readonly (int R, int G, int B) Excess = (86, 180, 233);
    private static readonly (int R, int G, int B) Both = (0, 158, 115);

    private readonly string folder = Directory.CreateTempSubdirectory("medmim-viewer-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>
    /// Axial slices as scanners give them, and sagittal ones from left to right: in both the array's rows run down the screen and
    /// its columns to the right, since the patient's right is on the left and the nose is too.
    /// </summary>
    [Theory]
    [InlineData("axial", true)]
    [InlineData("sagittal", false)]
    public async Task The_slice_and_its_masks_are_those_of_the_volumes(string plane, bool grows)
    {
        var (x, y, z) = plane == "axial"
            ? (new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1))
            : (new Vector3(0, 1, 0), new Vector3(0, 0, -1), new Vector3(1, 0, 0));
        ViewerPhantom.Write(folder, x, y, z);
        await using var page = await Chromium.OpenAsync(Path.Combine(folder, "report.html"), 1100, 900);
        await page.WaitAsync("!document.getElementById('viewer').hidden && document.getElementById('viewer-place').textContent");
        Assert.Equal(plane, (string?)await page.EvaluateAsync("document.getElementById('viewer-plane').value"));
        Assert.True((bool?)await page.EvaluateAsync("document.getElementById('viewer-note').hidden"));

        // RAS grows to the right and up: LPS slices from left to right are counted from the other end.
        string Place(int slice) => $"{(grows ? slice + 1 : ViewerPhantom.Slices - slice)} of {ViewerPhantom.Slices}";
        var slice = ViewerPhantom.First;
        await ShowsAsync(page, Place(slice), slice, Missed, Both, Excess);

        await page.EvaluateAsync("document.getElementById('viewer-canvas').focus()");
        await page.PressAsync("ArrowUp");
        slice += grows ? 1 : -1;
        await ShowsAsync(page, Place(slice), slice, Missed, Both, Excess);
        var stage = await StageAsync(page);
        await page.WheelAsync(stage.X + 100, stage.Y + 100, -1);
        await page.WaitAsync($"document.getElementById('viewer-place').textContent === '{Place(ViewerPhantom.First)}'");
        slice = ViewerPhantom.First;

        await page.PressAsync("p");
        await ShowsAsync(page, Place(slice), slice, Missed, Missed, null);
        await page.PressAsync("r");
        await ShowsAsync(page, Place(slice), slice, null, null, null);
        await page.PressAsync("p");
        await ShowsAsync(page, Place(slice), slice, null, Excess, Excess);
        await page.PressAsync("Home");
        await ShowsAsync(page, $"1 of {ViewerPhantom.Slices}", grows ? 0 : ViewerPhantom.Slices - 1, null, null, null);
    }

    [Fact]
    public async Task Nothing_leaves_the_file()
    {
        ViewerPhantom.Write(folder, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        await using var page = await Chromium.OpenAsync(Path.Combine(folder, "report.html"), 1100, 900);
        await page.WaitAsync("document.getElementById('viewer-place').textContent");
        Assert.All(page.Requests, r => Assert.True(r.StartsWith("data:", StringComparison.Ordinal) || r.EndsWith("/report.html", StringComparison.Ordinal), r[..Math.Min(80, r.Length)]));
        Assert.Empty(page.Complaints);

        // Even a script that tried could reach nobody, nor run anything else.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/";
        foreach (var attempt in new[]
        {
            $"fetch('{address}', {{ mode: 'no-cors' }}).then(() => 'sent', () => 'refused')",
            $"new Promise(done => {{ const i = new Image(); i.onload = () => done('sent'); i.onerror = () => done('refused'); i.src = '{address}a.png'; }})",
            "new Promise(done => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); done(window.ran ? 'sent' : 'refused'); })",
            "new Promise(done => { try { new Worker(URL.createObjectURL(new Blob(['1']))).onerror = () => done('refused'); } catch { done('refused'); } })",
        })
        {
            // What is allowed may wait forever for an answer.
            Assert.Equal("refused", (string?)await page.EvaluateAsync($"Promise.race([{attempt}, new Promise(done => setTimeout(() => done('waits'), 3000))])"));
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Without_WebGL_the_pictures_stay_and_a_note_says_why()
    {
        ViewerPhantom.Write(folder, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        await using var page = await Chromium.OpenAsync(Path.Combine(folder, "report.html"), 400, 900, "--disable-3d-apis");
        await page.WaitAsync("document.readyState === 'complete'");
        Assert.True((bool?)await page.EvaluateAsync("document.getElementById('viewer').hidden && !document.getElementById('viewer-note').hidden"));
        Assert.Equal(2, (int?)await page.EvaluateAsync("document.querySelectorAll('.gallery img').length"));
        Assert.True((bool?)await page.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(page.Complaints);
    }

    private static async Task ShowsAsync(
        Chromium page, string place, int slice, (int, int, int)? missed, (int, int, int)? both, (int, int, int)? excess)
    {
        await page.WaitAsync($"document.getElementById('viewer-place').textContent === '{place}'");
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var (x, y, width, height) = await StageAsync(page);
        var scale = Math.Min(width / ViewerPhantom.Columns, height / ViewerPhantom.Rows);
        var (left, top) = (x + ((width - (scale * ViewerPhantom.Columns)) / 2), y + ((height - (scale * ViewerPhantom.Rows)) / 2));

        // Columns: the black edge, reference alone, both, prediction alone, neither, the white edge; then a row below the masks.
        (double Column, double Row)[] voxels = [(1, 17), (14, 17), (24, 17), (34, 17), (50, 17), (58, 17), (14, 27), (14, 12)];
        var grey = ViewerPhantom.Grey(slice);
        var expected = new[] { (0, 0, 0), Mixed(missed), Mixed(both), Mixed(excess), (grey, grey, grey), (255, 255, 255), (grey, grey, grey), Mixed(missed) };
        var seen = await page.ColoursAsync(voxels.Select(v => (left + ((v.Column + 0.5) * scale), top + ((v.Row + 0.5) * scale))));
        for (var i = 0; i < voxels.Length; i++)
        {
            Assert.True(
                Math.Abs(seen[i].R - expected[i].Item1) <= 2 && Math.Abs(seen[i].G - expected[i].Item2) <= 2 && Math.Abs(seen[i].B - expected[i].Item3) <= 2,
                $"{place}: voxel {voxels[i]} is {seen[i]} instead of {expected[i]}; all: {string.Join(' ', seen)}");
        }

        (int, int, int) Mixed((int R, int G, int B)? over) => over is { } o ? ((o.R + grey) / 2, (o.G + grey) / 2, (o.B + grey) / 2) : (grey, grey, grey);
    }

    private static async Task<(double X, double Y, double Width, double Height)> StageAsync(Chromium page)
    {
        await page.EvaluateAsync("document.getElementById('viewer-canvas').scrollIntoView({ block: 'center', behavior: 'instant' })");
        var box = (JsonNode)(await page.EvaluateAsync("(r => [r.x, r.y, r.width, r.height])(document.getElementById('viewer-canvas').getBoundingClientRect())"))!;
        return ((double)box[0]!, (double)box[1]!, (double)box[2]!, (double)box[3]!);
    }
}
