using System.Diagnostics;
using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>The command as native code, where a Release build of MedMim.Cli left it, beside the managed program.</summary>
public sealed class NativeProgramTests : IDisposable
{
    private const string Canary = "QZCANARYXW";
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task ItsStoreIsThatOfTheManagedProgram()
    {
        MadeScans.Write(Path.Combine(home, "archive", "a.nii"), 24, 1);
        MadeScans.Write(Path.Combine(home, "archive", "b.nii"), 20, 2);
        await File.WriteAllTextAsync(Path.Combine(home, "archive", "broken.nii.gz"), "not a scan", Token);
        await BothAgreeAsync("archive");

        // Each goes on with what the other made.
        var again = await NativeAsync("ingest", "archive", "--store", "managed");
        Assert.Contains("2 unchanged", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AndSoItIsOfScansWithStructureSets()
    {
        var (output, _) = await BothAgreeAsync(RealScans.Path("ci", "tumour_sts", "dicom", "STS_008"));
        Assert.DoesNotContain("(0 labelled", output, StringComparison.Ordinal);
        Canaries.AreNotIn(Path.Combine(home, "native"), "STS_0", "1.3.6.1.4.1.14519");
    }

    [Fact]
    public async Task BadFilesAreRefusedAndNoNameIsSaid()
    {
        for (var z = 0; z < 4; z++)
        {
            MadeDicom.Write(Path.Combine(home, "archive", Canary, $"{Canary}{z}.dcm"), Canary, $"1.2.3.4.5.{z}", z);
        }

        var whole = Directory.GetFiles(RealScans.Path("ci", "tumour_sts", "dicom", "STS_008", "MR_T1", "image"))[0];
        var bytes = await File.ReadAllBytesAsync(whole, Token);
        await File.WriteAllBytesAsync(Path.Combine(home, "archive", $"{Canary}-cut.dcm"), bytes[..(bytes.Length / 2)], Token);
        await File.WriteAllTextAsync(Path.Combine(home, "archive", $"{Canary}.dcm"), "a list of patients", Token);

        var (output, errors) = await BothAgreeAsync("archive");

        Assert.Contains("1 series stored", output, StringComparison.Ordinal);
        Assert.Contains("(truncated)", errors, StringComparison.Ordinal);
        Assert.Contains("(not-a-scan)", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, output + errors, StringComparison.OrdinalIgnoreCase);
        Canaries.AreNotIn(Path.Combine(home, "native"), Canary, "Jane", "QX4711QX", "20200229", "1.2.3.4");
    }

    [Fact]
    public async Task ItSpeaksAsTheManagedProgramDoes()
    {
        Directory.CreateDirectory(Path.Combine(home, "empty"));
        Directory.CreateDirectory(Path.Combine(home, "newer"));
        await File.WriteAllTextAsync(Path.Combine(home, "newer", "store.json"), """{ "formatVersion": 99 }""", Token);
        MadeScans.Write(Path.Combine(home, "archive", "a.nii"), 8, 1);
        foreach (var arguments in new string[][]
        {
            ["--help"], ["frobnicate"], ["ingest", "somewhere"], ["ingest", "absent", "--store", "s"],
            ["ingest", "empty", "--store", "s"], ["ingest", "archive", "--store", "newer"],
        })
        {
            Assert.Equal(await MedMimProcess.RunAsync(home, arguments), await NativeAsync(arguments));
        }

        Assert.False(Directory.Exists(Path.Combine(home, "s")));
    }

    [Fact]
    public async Task StoppedItContinuesToTheSameStore()
    {
        for (var i = 0; i < 30; i++)
        {
            MadeScans.Write(Path.Combine(home, $"archive/case{i}.nii"), 72, i);
        }

        string[] ingest = ["ingest", "archive", "--store", "native"];
        using var process = Process.Start(Native(ingest))!;
        var stopped = await MedMimProcess.StopAsync(process, Path.Combine(home, "native"), ".pending.json", "-TERM", () => Task.CompletedTask);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("interrupted: what was done is kept", stopped.Errors, StringComparison.Ordinal);
        FolderState.HasNothingHalfWritten(Path.Combine(home, "native"));
        await BothAgreeAsync("archive", sameWords: false);
    }

    // As where the worker could not be compiled, or is one of another toolkit.
    [Fact]
    public async Task ItStartsAWorkerThatIsAnAssembly()
    {
        MadeScans.Write(Path.Combine(home, "archive", "a.nii"), 8, 1);
        var start = Native("ingest", "archive", "--store", "store");
        start.Environment["MEDMIM_WORKER"] = Path.Combine(AppContext.BaseDirectory, "MedMim.Imaging.Worker.dll");
        start.Environment.Remove("DOTNET_ROOT");
        using var process = Process.Start(start)!;
        var result = await MedMimProcess.FinishAsync(process);
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("1 series stored", result.Output, StringComparison.Ordinal);
    }

    private async Task<(string Output, string Errors)> BothAgreeAsync(string archive, bool sameWords = true)
    {
        var native = await NativeAsync("ingest", archive, "--store", "native");
        var managed = await MedMimProcess.RunAsync(home, "ingest", archive, "--store", "managed");
        Assert.True((native.ExitCode, managed.ExitCode) == (0, 0), native.Errors + managed.Errors);
        Assert.Equal(FolderState.Of(Path.Combine(home, "managed")), FolderState.Of(Path.Combine(home, "native")));
        if (sameWords)
        {
            Assert.Equal(managed.Output, native.Output);
        }

        return (native.Output, native.Errors);
    }

    private async Task<MedMimProcess.Result> NativeAsync(params string[] arguments)
    {
        using var process = Process.Start(Native(arguments))!;
        return await MedMimProcess.FinishAsync(process);
    }

    private ProcessStartInfo Native(params string[] arguments)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "bin", "MedMim.Cli", "release_linux-x64");
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "medmim-managed")), "The native program was not built.");
        return MedMimProcess.StartInfo(Path.Combine(folder, "medmim"), home, arguments);
    }
}
