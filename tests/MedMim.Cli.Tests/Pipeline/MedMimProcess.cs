using System.Diagnostics;
using System.Globalization;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Runs the program as a person does: a process, its arguments, what it prints, its exit code.</summary>
internal static class MedMimProcess
{
    public sealed record Result(int ExitCode, string Output, string Errors);

    public static Process Start(string home, params string[] arguments) =>
        Process.Start(StartInfo(Path.Combine(AppContext.BaseDirectory, "medmim"), home, arguments))!;

    public static ProcessStartInfo StartInfo(string program, string home, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        // Keys of the tests' own, so that a test neither needs nor touches those of whoever runs it.
        start.Environment["MEDMIM_PSEUDONYM_KEY"] = Path.Combine(home, "pseudonym.key");
        start.Environment["MEDMIM_AUDIT_KEY"] = Path.Combine(home, "audit.key");

        // Two tests run at once, and none lives long enough for its code to be instrumented and compiled again.
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    public static async Task<Result> RunAsync(string home, params string[] arguments)
    {
        using var process = Start(home, arguments);
        return await FinishAsync(process);
    }

    /// <summary>Runs it with standard error on a terminal (of util-linux's script), whose lines are in the result's errors.</summary>
    public static async Task<Result> RunOnTerminalAsync(string home, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "medmim");
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols 400; {string.Join(' ', arguments.Prepend(program))} >output", "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        start.Environment["MEDMIM_PSEUDONYM_KEY"] = Path.Combine(home, "pseudonym.key");
        start.Environment["TERM"] = "dumb";
        using var process = Process.Start(start)!;
        var result = await FinishAsync(process);
        return new(result.ExitCode, await File.ReadAllTextAsync(Path.Combine(home, "output")), result.Output);
    }

    /// <summary>Runs it until a file whose path holds <paramref name="trace"/> is below a folder, then sends a signal.</summary>
    /// <param name="home">The working directory.</param>
    /// <param name="folder">The folder to watch, relative to it.</param>
    /// <param name="trace">Part of the path of the awaited file.</param>
    /// <param name="signal">As <c>kill</c> takes it: <c>-TERM</c>.</param>
    /// <param name="before">What to do just before the signal.</param>
    /// <param name="arguments">The program's.</param>
    public static async Task<Result> RunUntilAsync(
        string home, string folder, string trace, string signal, Func<Task> before, params string[] arguments)
    {
        using var process = Start(home, arguments);
        return await StopAsync(process, Path.Combine(home, folder), trace, signal, before);
    }

    /// <summary>Waits for a file whose path holds <paramref name="trace"/> below a folder, then sends a signal.</summary>
    public static async Task<Result> StopAsync(Process process, string watched, string trace, string signal, Func<Task> before)
    {
        var finished = FinishAsync(process);
        while (!finished.IsCompleted
            && !(Directory.Exists(watched) && Files(watched).Any(f => f.Contains(trace, StringComparison.Ordinal))))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await before();
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await finished;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true });

    public static async Task<Result> FinishAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }
}
