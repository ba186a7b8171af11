using System.Diagnostics;

namespace MedMim.Imaging.Tests;

/// <summary>David Clunie's validator of DICOM objects (Debian's dicom3tools), an independent judge of what we write.</summary>
internal static class Dciodvfy
{
    private const string Program = "/usr/bin/dciodvfy";

    /// <summary>The lines that it calls errors; the test is skipped where it is not installed.</summary>
    public static IReadOnlyList<string> Errors(string path) =>
        [.. Run(path).Where(l => l.StartsWith("Error", StringComparison.Ordinal))];

    private static string[] Run(string path)
    {
        if (!File.Exists(Program))
        {
            Assert.Skip("dciodvfy (Debian's dicom3tools) is not installed");
        }

        var start = new ProcessStartInfo(Program, [path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var said = error + output.Result;
        Assert.True(said.Contains("Segmentation", StringComparison.Ordinal) || said.Contains("RTStructureSet", StringComparison.Ordinal), said);
        return said.Split('\n');
    }
}
