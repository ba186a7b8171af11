using MedMim.Foundation.Failures;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Workers;

namespace MedMim.Imaging.Tests.Workers;

/// <summary>How a worker's process comes to be, whatever the program that starts it is.</summary>
public sealed class WorkerStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // For native code the runtime's folder is the program's own.
    [Fact]
    public void The_runtime_is_that_of_the_program_else_the_named_else_the_first_on_the_path()
    {
        using var scratch = new ScratchFolder();
        foreach (var root in new[] { "ours", "named", "installed" })
        {
            Directory.CreateDirectory(scratch[$"{root}/shared/Microsoft.NETCore.App/10.0.0"]);
            File.WriteAllText(scratch[$"{root}/dotnet"], string.Empty);
        }

        Directory.CreateDirectory(scratch["bin"]);
        Directory.CreateDirectory(scratch["a/native/program"]);
        File.CreateSymbolicLink(scratch["bin/dotnet"], scratch["installed/dotnet"]);
        string? Find(string runtime, string? root, string? path) =>
            DotnetRoot.Find(runtime, name => name == DotnetRoot.Variable ? root : name == "PATH" ? path : null);
        var path = $"/nowhere:{scratch["a"]}:{scratch["bin"]}";

        Assert.Equal(scratch["ours"], Find(scratch["ours/shared/Microsoft.NETCore.App/10.0.0"], scratch["named"], path));
        Assert.Equal(scratch["named"], Find(scratch["a/native/program"], scratch["named"], path));
        Assert.Equal(scratch["installed"], Find(scratch["a/native/program"], scratch["a"], path));
        Assert.Equal(scratch["installed"], Find(scratch["a/native/program"], null, path));
        Assert.Null(Find(scratch["a/native/program"], null, null));
    }

    [Fact]
    public async Task A_program_that_may_not_be_run_is_named()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch["worker"], "no program", Token);
        await using var reader = new WorkerScanReader(new() { Program = scratch["worker"] });
        var problem = await Assert.ThrowsAsync<InputException>(() => reader.InspectAsync(["/nowhere/a.dcm"], Token));
        Assert.Contains("does not start", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_start_that_was_never_needed_hides_nothing()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch["worker"], "no program", Token);
        await using var reader = new WorkerScanReader(new() { Count = 2, Program = scratch["worker"] });
        reader.Start();
    }
}
