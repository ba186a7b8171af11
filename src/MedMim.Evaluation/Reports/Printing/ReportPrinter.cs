using System.Diagnostics;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Evaluation.Reports.Printing;

/// <summary>
/// Prints a report to PDF with a browser of the Chromium family, headless. A PDF is for people: it holds the time it was made, so no
/// two are the same, and it is no part of a run.
/// </summary>
public static class ReportPrinter
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe"];

    /// <summary>The first browser on a search path; null where there is none.</summary>
    /// <param name="searchPath">Folders, as in the variable <c>PATH</c>.</param>
    public static string? FindBrowser(string searchPath)
    {
        ArgumentNullException.ThrowIfNull(searchPath);
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => Names, Path.Combine).FirstOrDefault(File.Exists);
    }

    /// <summary>Prints a page. The PDF appears whole or not at all.</summary>
    /// <param name="report">The page, <c>report.html</c>.</param>
    /// <param name="target">The PDF.</param>
    /// <param name="browser">The browser; null where none was found.</param>
    /// <param name="cancellation">Ends the browser.</param>
    /// <exception cref="InputException">There is no such page or no browser, or the browser printed nothing.</exception>
    public static async Task PrintAsync(string report, string target, string? browser, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(target);
        if (!File.Exists(report))
        {
            throw new InputException(report, "is not there", "Finish the run first: medmim run.");
        }

        if (browser is null || !File.Exists(browser))
        {
            throw new InputException(
                browser ?? "browser", browser is null ? "no Chromium, Chrome or Edge was found" : "is not there",
                "Install one (Debian: apt-get install chromium), name it with --browser, or print report.html from the browser of any workstation.");
        }

        var folder = Directory.CreateTempSubdirectory("medmim-print-").FullName;
        try
        {
            var printed = Path.Combine(folder, "report.pdf");
            await RunAsync(browser, ["--print-to-pdf=" + printed, "--user-data-dir=" + Path.Combine(folder, "profile"), new Uri(Path.GetFullPath(report)).AbsoluteUri], cancellation);
            if (!File.Exists(printed))
            {
                throw new InputException(browser, "printed nothing", "Name another browser with --browser, or print report.html from a workstation.");
            }

            AtomicFile.WriteBytes(target, await File.ReadAllBytesAsync(printed, cancellation));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string browser, string[] arguments, CancellationToken cancellation)
    {
        // Chromium's sandbox does not start for root; the page is our own and may reach nothing.
        string[] sandbox = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        using var process = Process.Start(new ProcessStartInfo(
            browser, ["--headless=new", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", .. sandbox, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }
}
