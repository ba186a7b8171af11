using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>A tiny study of made volumes, run once for several tests.</summary>
public sealed class TrainedStudy : IDisposable
{
    /// <summary>Scans, each of another patient; half of them are test cases.</summary>
    public const int Cases = 4;

    private Task<string>? run;

    public string Home { get; } = Directory.CreateTempSubdirectory("medmim-").FullName;

    /// <summary>The finished study's folder.</summary>
    public Task<string> RunFolderAsync() => run ??= RunAsync();

    /// <summary>A copy of it in another folder of runs.</summary>
    public async Task<string> CopyAsync(string runs)
    {
        var source = await RunFolderAsync();
        var target = Path.Combine(Home, runs, Path.GetFileName(source));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    private async Task<string> RunAsync()
    {
        for (var i = 0; i < Cases; i++)
        {
            MadeScans.Write(Path.Combine(Home, "made", $"case{i}.nii"), 18 + i, i);
            MadeScans.Write(Path.Combine(Home, "made", $"case{i}_seg.nii"), 18 + i, i, isLabel: true);
            MadeScans.Write(Path.Combine(Home, "scans", $"case{i}.nii"), 18 + i, i);
        }

        await File.WriteAllTextAsync(Path.Combine(Home, "study.yaml"), TinyProtocols.MadeVolumes);
        var result = await MedMimProcess.RunAsync(Home, "run", "study.yaml", "--data", ".", "--runs", "runs");
        Assert.True(result.ExitCode == 0, result.Errors);
        return Directory.GetDirectories(Path.Combine(Home, "runs")).Single();
    }
}
