namespace MedMim.Evaluation.Tests.Reports.Browser;

/// <summary>
/// Pictures of a report for people who look at it: MEDMIM_REPORT names the page, MEDMIM_PICTURES a folder. It gets the top and every
/// section of a wide and of a narrow window, and the page as printed.
/// </summary>
public sealed class ReportPictures
{
    [Fact]
    public async Task Are_taken_where_asked()
    {
        var (report, folder) = (Environment.GetEnvironmentVariable("MEDMIM_REPORT"), Environment.GetEnvironmentVariable("MEDMIM_PICTURES"));
        Assert.SkipWhen(string.IsNullOrEmpty(report) || string.IsNullOrEmpty(folder), "MEDMIM_REPORT and MEDMIM_PICTURES name no report and no folder.");
        Directory.CreateDirectory(folder);
        await using var page = await Chromium.OpenAsync(report, 1200, 1500);
        await page.WaitAsync("document.readyState === 'complete'");
        await page.WaitAsync("!document.getElementById('viewer') || document.getElementById('viewer-place').textContent");
        var ids = (await page.EvaluateAsync("[...document.querySelectorAll('section, #viewer')].map(s => s.id)"))!.AsArray().Select(i => (string)i!).ToList();
        foreach (var (name, width, height) in new[] { ("wide", 1200, 1500), ("narrow", 390, 1700) })
        {
            await page.ResizeAsync(width, height);
            foreach (var id in ids.Prepend("top"))
            {
                await page.EvaluateAsync($"(document.getElementById('{id}') ?? document.body).scrollIntoView({{ behavior: 'instant' }})");
                await page.EvaluateAsync("new Promise(done => setTimeout(done, 400))");
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}-{id}.png"), await page.PictureAsync(), TestContext.Current.CancellationToken);
            }

            Assert.True((bool?)await page.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth"), $"{name}: wider than the window");
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, "report.pdf"), await page.PrintAsync(), TestContext.Current.CancellationToken);
    }
}
