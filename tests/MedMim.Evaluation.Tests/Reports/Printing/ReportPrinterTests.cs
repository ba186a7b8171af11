using System.Text;
using MedMim.Evaluation.Reports;
using MedMim.Evaluation.Reports.Printing;
using MedMim.Foundation.Failures;

namespace MedMim.Evaluation.Tests.Reports.Printing;

public sealed class ReportPrinterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-print-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_report_becomes_pages()
    {
        var browser = ReportPrinter.FindBrowser(Environment.GetEnvironmentVariable("PATH") ?? string.Empty);
        Assert.SkipWhen(browser is null, "There is no browser: apt-get install chromium.");
        ReportWriter.Write(SampleStudy.Create(6) with { Bootstrap = new(1) { Replicates = 100 } }, folder);
        var pdf = Path.Combine(folder, "out", "report.pdf");
        await ReportPrinter.PrintAsync(Path.Combine(folder, "report.html"), pdf, browser, TestContext.Current.CancellationToken);
        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(pdf, TestContext.Current.CancellationToken));
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        Assert.True(text.Split("/Type /Page\n").Length > 4, "fewer pages than a report has");
    }

    [Fact]
    public async Task What_is_missing_is_named_and_nothing_is_written()
    {
        var page = Path.Combine(folder, "report.html");
        var pdf = Path.Combine(folder, "report.pdf");
        var noPage = await Assert.ThrowsAsync<InputException>(() => ReportPrinter.PrintAsync(page, pdf, "/usr/bin/true", TestContext.Current.CancellationToken));
        Assert.Equal(page, noPage.Subject);
        await File.WriteAllTextAsync(page, "<p>", TestContext.Current.CancellationToken);
        var noBrowser = await Assert.ThrowsAsync<InputException>(() => ReportPrinter.PrintAsync(page, pdf, null, TestContext.Current.CancellationToken));
        Assert.Contains("workstation", noBrowser.Remedy, StringComparison.Ordinal);
        var mute = await Assert.ThrowsAsync<InputException>(() => ReportPrinter.PrintAsync(page, pdf, "/usr/bin/true", TestContext.Current.CancellationToken));
        Assert.Equal("printed nothing", mute.Problem);
        Assert.False(File.Exists(pdf));
    }

    [Fact]
    public void A_browser_is_found_on_the_path_in_its_order()
    {
        var (first, second) = (Directory.CreateDirectory(Path.Combine(folder, "a")).FullName, Directory.CreateDirectory(Path.Combine(folder, "b")).FullName);
        File.WriteAllText(Path.Combine(second, "chromium"), string.Empty);
        File.WriteAllText(Path.Combine(first, "google-chrome"), string.Empty);
        Assert.Equal(Path.Combine(first, "google-chrome"), ReportPrinter.FindBrowser(first + Path.PathSeparator + second));
        Assert.Null(ReportPrinter.FindBrowser(folder));
    }
}
