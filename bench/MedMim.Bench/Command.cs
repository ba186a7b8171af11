using System.Diagnostics;
using System.Globalization;

namespace MedMim.Bench;

/// <summary>Runs a program to its end, or starts it to be killed.</summary>
internal static class Command
{
    /// <summary>What it prints, line by line.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static IReadOnlyList<string> Lines(string program, int threads, params string[] arguments)
    {
        using var process = Start(program, threads, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd().Split('\n')
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result.Trim()}");
    }

    /// <summary>Starts it with so many OpenMP threads, its output redirected.</summary>
    public static Process Start(string program, int threads, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }
}
