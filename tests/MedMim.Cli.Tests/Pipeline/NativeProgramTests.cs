using System.Diagnostics;
using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>The command as native code, where a Release build of MedMim.Cli left it, beside the managed program.</summary>
public sealed class NativeProgramTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task ItsStoreIsThatOfTheManagedProgram()
    {
        MadeScans.Write(Path.Combine(home, "archive", "a.nii"), 24, 1);
        MadeScans.Write(Path.Combine(home, "archive", "b.nii"), 20, 2);
        await File.WriteAllTextAsync(Path.Combine(home, "archive", "broken.nii.gz"), "not a scan", TestContext.Current.CancellationToken);
        var native = await NativeAsync("ingest", "archive", "--store", "native");
        var managed = await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", "managed");
        Assert.Equal((0, 0), (native.ExitCode, managed.ExitCode));
        Assert.Equal(managed.Output, native.Output);
        Assert.Equal(FolderState.Of(Path.Combine(home, "managed")), FolderState.Of(Path.Combine(home, "native")));

        // Each goes on with what the other made.
        var again = await NativeAsync("ingest", "archive", "--store", "managed");
        Assert.Contains("2 unchanged", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItSpeaksAsTheManagedProgramDoes()
    {
        foreach (var arguments in new string[][] { ["--help"], ["frobnicate"], ["ingest", "somewhere"], ["ingest", "absent", "--store", "s"] })
        {
            Assert.Equal(await MedMimProcess.RunAsync(home, arguments), await NativeAsync(arguments));
        }
    }

    private async Task<MedMimProcess.Result> NativeAsync(params string[] arguments)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "bin", "MedMim.Cli", "release_linux-x64");
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "medmim-managed")), "The native program was not built.");
        var start = MedMimProcess.StartInfo(Path.Combine(folder, "medmim"), home, arguments);
        using var process = Process.Start(start)!;
        return await MedMimProcess.FinishAsync(process);
    }
}
