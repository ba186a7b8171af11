namespace MedMim.Cli.Tests.Pipeline;

/// <summary>A tiny study of made volumes (<see cref="StudyOnce"/>) for the tests of a class, to use and to spoil.</summary>
public sealed class TrainedStudy : IDisposable
{
    /// <summary>Scans, each of another patient; half of them are test cases.</summary>
    public const int Cases = StudyOnce.Cases;

    private readonly StudyOnce once;
    private Task<string>? run;

    public TrainedStudy(StudyOnce once)
    {
        this.once = once;
        StudyOnce.WriteKey(Home); // For a test that needs no study before it works here.
    }

    public string Home { get; } = Directory.CreateTempSubdirectory("medmim-").FullName;

    /// <summary>The finished study's folder.</summary>
    public Task<string> RunFolderAsync() => run ??= RunAsync();

    /// <summary>A copy of it in another folder of runs.</summary>
    public async Task<string> CopyAsync(string runs)
    {
        var source = await RunFolderAsync();
        var target = Path.Combine(Home, runs, Path.GetFileName(source));
        Copy(source, target);
        return target;
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    private static void Copy(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private async Task<string> RunAsync()
    {
        Copy(await once.HomeAsync(), Home);
        return Directory.GetDirectories(Path.Combine(Home, "runs")).Single();
    }
}
