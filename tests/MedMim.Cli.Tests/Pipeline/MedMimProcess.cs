using System.Diagnostics;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Runs the program as a person does: a process, its arguments, what it prints, its exit code.</summary>
internal static class MedMimProcess
{
    public sealed record Result(int ExitCode, string Output, string Errors);

    public static Process Start(string home, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "medmim"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        // Keys of the tests' own, so that a test neither needs nor touches those of whoever runs it.
        start.Environment["MEDMIM_PSEUDONYM_KEY"] = Path.Combine(home, "pseudonym.key");
        start.Environment["MEDMIM_AUDIT_KEY"] = Path.Combine(home, "audit.key");
        return Process.Start(start)!;
    }

    public static async Task<Result> RunAsync(string home, params string[] arguments)
    {
        using var process = Start(home, arguments);
        return await FinishAsync(process);
    }

    public static async Task<Result> FinishAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }
}
