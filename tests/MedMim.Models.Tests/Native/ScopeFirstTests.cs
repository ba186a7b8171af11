using System.Diagnostics;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Native;

/// <summary>Torch may be used before it was initialised, a dispose scope say, and beside another libtorch on the system's path.</summary>
public sealed class ScopeFirstTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_scope_comes_before_the_runtime()
    {
        Assert.NotEmpty(EncoderPresets.Names);
        using var scope = NewDisposeScope();
        TorchRuntime.Initialize();
        Assert.Equal(6, (ones(3) + 1).sum().item<float>());
    }

    // The test above in a process where it is the first, with libraries on the path that are found by torch's names and lack its functions.
    [Fact]
    public async Task So_it_does_in_a_fresh_process_that_could_find_another_libtorch()
    {
        foreach (var name in new[] { "libtorch_cpu.so", "libtorch_cuda.so" })
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, name), OneFunctionLibrary.Returning("medmim_no_torch"), TestContext.Current.CancellationToken);
        }

        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["-noLogo", "-method", $"{typeof(ScopeFirstTests).FullName}.{nameof(A_scope_comes_before_the_runtime)}"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["LD_LIBRARY_PATH"] = folder;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {output} {await errors}");
        Assert.Contains("Total: 1,", output, StringComparison.Ordinal);
    }
}
