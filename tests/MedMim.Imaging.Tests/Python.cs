using System.Diagnostics;

namespace MedMim.Imaging.Tests;

/// <summary>The system's Python, as an independent reader of the same formats.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Runs a script and returns what it prints; the test is skipped where Python or a module is missing.</summary>
    public static string Run(string script, params string[] arguments)
    {
        if (!File.Exists(Interpreter))
        {
            Assert.Skip("no system Python here");
        }

        var start = new ProcessStartInfo(Interpreter, ["-c", script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (error.Result.Contains("ModuleNotFoundError", StringComparison.Ordinal))
        {
            Assert.Skip("a Python module is missing");
        }

        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
