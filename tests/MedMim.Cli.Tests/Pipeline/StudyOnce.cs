using MedMim.Cli.Tests.BadInput;
using MedMim.Cli.Tests.Pipeline;

[assembly: AssemblyFixture(typeof(StudyOnce))]

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Runs a tiny study of made volumes once for all tests; each class works on a copy (<see cref="TrainedStudy"/>).</summary>
public sealed class StudyOnce : IDisposable
{
    /// <summary>Scans, each of another patient; half of them are test cases.</summary>
    public const int Cases = 4;

    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;
    private readonly Lazy<Task<string>> run;

    public StudyOnce() => run = new(RunAsync);

    /// <summary>The folder that holds its scans, protocol, keys, and <c>runs</c>.</summary>
    public Task<string> HomeAsync() => run.Value;

    public void Dispose() => Directory.Delete(home, recursive: true);

    /// <summary>Gives a folder one key for all times: who is trained on follows from pseudonyms, and every run is to see the same.</summary>
    public static void WriteKey(string home)
    {
        var key = Path.Combine(home, "pseudonym.key");
        File.WriteAllBytes(key, [.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private async Task<string> RunAsync()
    {
        for (var i = 0; i < Cases; i++)
        {
            MadeScans.Write(Path.Combine(home, "made", $"case{i}.nii"), 18 + i, i);
            MadeScans.Write(Path.Combine(home, "made", $"case{i}_seg.nii"), 18 + i, i, isLabel: true);
            MadeScans.Write(Path.Combine(home, "scans", $"case{i}.nii"), 18 + i, i);
        }

        WriteKey(home);
        await File.WriteAllTextAsync(Path.Combine(home, "study.yaml"), TinyProtocols.MadeVolumes);
        var result = await MedMimProcess.RunAsync(home, "run", "study.yaml", "--data", ".", "--runs", "runs");
        Assert.True(result.ExitCode == 0, result.Errors);
        return home;
    }
}
