namespace MedMim.Evaluation.Tests.Reports.Browser;

/// <summary>A reader without a mouse, on a narrow window, gets everywhere and sees where.</summary>
public sealed class KeyboardTests : IDisposable
{
    private static readonly string[] Viewer = ["viewer-case", "viewer-plane", "viewer-reference", "viewer-prediction", "viewer-canvas", "viewer-slice"];

    private readonly string folder = Directory.CreateTempSubdirectory("medmim-keyboard-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_control_is_reached_by_the_tabulator_and_shows_its_focus()
    {
        ViewerPhantom.Write(folder, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        await using var page = await Chromium.OpenAsync(Path.Combine(folder, "report.html"), 390, 900);
        await page.WaitAsync("document.getElementById('viewer-place').textContent");
        Assert.True((bool?)await page.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth"));
        var expected = (int)(await page.EvaluateAsync("document.querySelectorAll('a[href], summary, select, input, [tabindex=\"0\"]').length"))!;

        var reached = new List<string>();
        for (var i = 0; i < expected; i++)
        {
            await page.TabAsync();
            var focus = (string)(await page.EvaluateAsync(
                """
                (e => {
                  const ring = getComputedStyle(e.closest('.viewer-stage') ?? e);
                  return [e.id || e.tagName, ring.outlineStyle, ring.outlineWidth, ring.outlineColor].join('|');
                })(document.activeElement)
                """))!;
            Assert.EndsWith("|solid|3px|rgb(0, 114, 178)", focus, StringComparison.Ordinal);
            reached.Add(focus.Split('|')[0]);
        }

        Assert.Equal(Viewer, reached.Where(Viewer.Contains));
        Assert.DoesNotContain("BODY", reached);
    }
}
