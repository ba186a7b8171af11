using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Pretraining on several processes, as <c>mpirun</c> starts them.</summary>
public sealed class RanksTests(TrainedStudy study) : IClassFixture<TrainedStudy>
{
    private const string Protocol = """
        medmim: 1
        name: tiny-ranks
        seed: 7
        data: { archive: made, labels: { source: volumes, names: { ball: 1 } } }
        model: { preset: resenc-tiny, patch_size: [16, 16, 16] }
        pretraining: { steps: 16, warmup_steps: 1, batch_size: 3, checkpoint_every: 1, masking: { strategy: anatomy, mask_unit: [8, 8, 8] } }
        """;

    private static bool IsThere => File.Exists("/usr/bin/mpirun");

    [Fact]
    public async Task TwoRanksSeeTheLossesOfOneAndTheirRunIsVerified()
    {
        Assert.SkipUnless(IsThere, "mpirun is not installed (openmpi-bin)");
        var prepared = await PrepareAsync();
        var alone = await MedMimProcess.RunAsync(study.Home, "pretrain", "ranks.yaml", prepared, "--run", "one");
        Assert.True(alone.ExitCode == 0, alone.Errors);
        var result = await MedMimProcess.FinishAsync(Start(prepared, "two"));

        Assert.True(result.ExitCode == 0, result.Errors);
        // Once, by rank 0; mpirun's terminal may put control characters before it.
        Assert.EndsWith(Path.Combine(study.Home, "two", "pretrain", "encoder.safetensors"), result.Output.Trim(), StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Split("encoder.safetensors").Length);
        var (expected, actual) = (Losses("one"), Losses("two"));
        Assert.Equal(16, actual.Count);
        // Sums of gradients round otherwise, and every step carries that on: 2e-5 after 16 steps was seen.
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-4 * Math.Abs(p.First)));
        Assert.All(Figures("one").Zip(Figures("two")), p => Assert.Equal(p.First, p.Second, 0.05));
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "audit", "verify", "two")).ExitCode);
    }

    [Theory]
    [InlineData("-KILL", 1)]
    [InlineData("-USR1", 1)]
    [InlineData("-KILL", 0)]
    public async Task ARankThatEndsEndsTheJobAndItGoesOnFromACheckpoint(string signal, int rank)
    {
        Assert.SkipUnless(IsThere, "mpirun is not installed (openmpi-bin)");
        var prepared = await PrepareAsync();
        var name = $"ended{signal}{rank}";
        using var job = Start(prepared, name);
        var finished = MedMimProcess.FinishAsync(job);
        var checkpoint = Path.Combine(study.Home, name, "pretrain", "checkpoints", "step-00000002.json");
        while (!finished.IsCompleted && !File.Exists(checkpoint))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        using var kill = Process.Start("kill", [signal, ProcessOf(rank, name)]);
        var ended = await finished.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(signal == "-USR1" ? 130 : 137, ended.ExitCode);
        Assert.InRange(ended.Errors.Split("interrupted:").Length - 1, signal == "-USR1" ? 1 : 0, 1); // by one rank, not by each
        Assert.False(File.Exists(Path.Combine(study.Home, name, "pretrain", "encoder.safetensors")));
        var resumed = await MedMimProcess.FinishAsync(Start(prepared, name));
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        var steps = int.Parse(Regex.Match(resumed.Errors, @"(?<steps>\d+) steps in", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["steps"].Value, CultureInfo.InvariantCulture);
        Assert.InRange(steps, 1, 14);
        Assert.Equal(Enumerable.Range(0, 16), Steps(name));
        await UndisturbedAsync(prepared);
        Assert.Equal(Encoder("undisturbed"), Encoder(name));
    }

    [Fact]
    public async Task MoreRanksThanCropsAreRefused()
    {
        Assert.SkipUnless(IsThere, "mpirun is not installed (openmpi-bin)");
        var result = await MedMimProcess.FinishAsync(Start(await PrepareAsync(), "crowded", ranks: 4));
        Assert.Contains("too few for 4 processes", result.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, result.ExitCode);
    }

    private byte[] Encoder(string run) => File.ReadAllBytes(Path.Combine(study.Home, run, "pretrain", "encoder.safetensors"));

    /// <summary>A run of two ranks that nothing happened to; done once.</summary>
    private async Task UndisturbedAsync(string prepared)
    {
        if (!File.Exists(Path.Combine(study.Home, "undisturbed", "pretrain", "pretrain.json")))
        {
            var result = await MedMimProcess.FinishAsync(Start(prepared, "undisturbed"));
            Assert.True(result.ExitCode == 0, result.Errors);
        }
    }

    private async Task<string> PrepareAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(study.Home, "ranks.yaml"), Protocol, TestContext.Current.CancellationToken);
        return Path.Combine(await study.RunFolderAsync(), "prepared");
    }

    private Process Start(string prepared, string run, int ranks = 2)
    {
        var count = ranks.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "/usr/bin/mpirun",
            ["-n", count, "--oversubscribe", Path.Combine(AppContext.BaseDirectory, "medmim"), "pretrain", "ranks.yaml", prepared, "--run", run])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = study.Home,
        };
        start.Environment["MEDMIM_AUDIT_KEY"] = Path.Combine(study.Home, "audit.key");
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>The id of a rank's process.</summary>
    private static string ProcessOf(int rank, string run) => Directory.GetDirectories("/proc")
        .Where(p => int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out _))
        .First(p => Text(p, "cmdline").Contains($"--run\0{run}\0", StringComparison.Ordinal)
            && Text(p, "environ").Contains($"OMPI_COMM_WORLD_RANK={rank}\0", StringComparison.Ordinal))["/proc/".Length..];

    private static string Text(string process, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private List<double> Losses(string run) => [.. Lines(run).Select(l => l.GetProperty("loss").GetDouble())];

    private List<double> Figures(string run) => [.. Lines(run).Select(l => l.GetProperty("masked_body").GetDouble())];

    private List<int> Steps(string run) => [.. Lines(run).Select(l => l.GetProperty("step").GetInt32())];

    private IEnumerable<JsonElement> Lines(string run) =>
        File.ReadLines(Path.Combine(study.Home, run, "pretrain", "log.jsonl")).Select(l => JsonDocument.Parse(l).RootElement);
}
