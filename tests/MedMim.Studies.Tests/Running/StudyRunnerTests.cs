using System.Text.Json;
using MedMim.Audit.Records;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Studies.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedMim.Studies.Tests.Running;

public sealed class StudyRunnerTests : IDisposable
{
    private readonly RunFolder run = new(Directory.CreateTempSubdirectory("medmim-").FullName);
    private readonly RecordingJournal journal = new();
    private readonly List<string> did = [];

    public void Dispose() => Directory.Delete(run.Path, recursive: true);

    [Fact]
    public async Task AFinishedStepIsNotDoneAgain()
    {
        await RunAsync(Copy("a", "1"), Copy("b", "2", "a"));
        await RunAsync(Copy("a", "1"), Copy("b", "2", "a"));
        Assert.Equal(["a", "b"], did);
        Assert.Equal([("a", StepOutcome.Done), ("b", StepOutcome.Done)], journal.Records);
    }

    [Fact]
    public async Task AStepWhoseRecordWasLostIsRecordedWithoutBeingDoneAgain()
    {
        await RunAsync(Copy("a", "1"));
        var outputs = journal.LastOutputs;
        journal.Forget();
        await RunAsync(Copy("a", "1"));
        Assert.Equal(["a"], did);
        Assert.Equal([("a", StepOutcome.Done), ("a", StepOutcome.Done)], journal.Records);
        Assert.Equal(new SortedDictionary<string, string>(outputs.ToDictionary()), new SortedDictionary<string, string>(journal.LastOutputs.ToDictionary()));
    }

    [Fact]
    public async Task ALookThatIsInterruptedLeavesTheReceiptThatTheLogNames()
    {
        using var stop = new CancellationTokenSource();
        await RunAsync(Copy("a", "1") with { AlwaysRuns = true });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(stop.Token, Copy("a", "1") with { AlwaysRuns = true, Before = stop.Cancel }));
        Assert.True(File.Exists(run.Receipt("a")));
    }

    [Fact]
    public async Task ChangedSettingsRedoTheStepAndWhatReadsItsOutput()
    {
        await RunAsync(Copy("a", "1"), Copy("b", "2", "a"), Copy("c", "3"));
        await RunAsync(Copy("a", "other"), Copy("b", "2", "a"), Copy("c", "3"));
        Assert.Equal(["a", "b", "c", "a", "b"], did);
    }

    [Fact]
    public async Task ATamperedOrMissingOutputIsMadeAgain()
    {
        await RunAsync(Copy("a", "1"));
        await File.WriteAllTextAsync(run.In("a.txt"), "tampered", TestContext.Current.CancellationToken);
        await RunAsync(Copy("a", "1"));
        File.Delete(run.In("a.txt"));
        await RunAsync(Copy("a", "1"));
        Assert.Equal(["a", "a", "a"], did);
        Assert.Equal("1", await File.ReadAllTextAsync(run.In("a.txt"), TestContext.Current.CancellationToken));
    }

    /// <summary>Whoever changes an output can change its manifest too. The record that was signed says what it was.</summary>
    [Fact]
    public async Task AnOutputThatWasChangedWithItsManifestIsMadeAgainAndNeverRecorded()
    {
        await RunAsync(Copy("a", "1"));
        var outputs = journal.LastOutputs;
        await File.WriteAllTextAsync(run.In("a.txt"), "forged", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(run.Manifest("a"), $"{ContentDigest.OfText("forged")[7..]}  a.txt\n", TestContext.Current.CancellationToken);
        await RunAsync(Copy("a", "1"));
        Assert.Equal(["a", "a"], did);
        Assert.Equal("1", await File.ReadAllTextAsync(run.In("a.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(new SortedDictionary<string, string>(outputs.ToDictionary()), new SortedDictionary<string, string>(journal.LastOutputs.ToDictionary()));
    }

    [Theory]
    [InlineData("short\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad a.txt with one space\n")]
    public async Task AStepWithoutAManifestThatCanBeReadIsDoneAgain(string manifest)
    {
        await RunAsync(Copy("a", "abc"));
        await File.WriteAllTextAsync(run.Manifest("a"), manifest, TestContext.Current.CancellationToken);
        journal.Forget();
        await RunAsync(Copy("a", "abc"));
        Assert.Equal(["a", "a"], did);
    }

    [Fact]
    public async Task AnInterruptedStepIsRecordedAndContinuedByTheNextRun()
    {
        using var stop = new CancellationTokenSource();
        var stopping = Copy("b", "2", "a") with { Before = stop.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(stop.Token, Copy("a", "1"), stopping));
        await RunAsync(Copy("a", "1"), Copy("b", "2", "a"));
        Assert.Equal(["a", "b"], did);
        Assert.Equal([("a", StepOutcome.Done), ("b", StepOutcome.Interrupted), ("b", StepOutcome.Done)], journal.Records);
    }

    [Fact]
    public async Task AStepThatDoesNotWriteWhatItPromisedFails()
    {
        var step = Copy("a", "1") with { Writes = false };
        await Assert.ThrowsAsync<FileNotFoundException>(() => RunAsync(step));
        Assert.False(File.Exists(run.Receipt("a")));
    }

    [Fact]
    public async Task AStepThatAlwaysLooksIsRecordedWhenItFindsSomethingNew()
    {
        await RunAsync(Copy("a", "1") with { AlwaysRuns = true });
        await RunAsync(Copy("a", "1") with { AlwaysRuns = true });
        Assert.Equal(["a", "a"], did);
        Assert.Single(journal.Records);
        Assert.Equal(1, journal.Prepared);

        await RunAsync(Copy("a", "2") with { AlwaysRuns = true });
        Assert.Equal(2, journal.Records.Count);
    }

    [Fact]
    public async Task TheJournalGetsTheDigestsOfFilesAndOfWholeFolders()
    {
        var folder = run.In("made");
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sub", "x"), "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "sources.parquet"), "times", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, ".partial-1"), "torn", TestContext.Current.CancellationToken);

        await RunAsync(Copy("a", "1") with { Further = folder });

        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["a.txt"] = ContentDigest.OfText("1"),
                ["made/"] = AuditDigest.OfFolder(folder),
                ["steps/a.json"] = ContentDigest.OfFile(run.Receipt("a")),
                ["steps/a.sha256"] = ContentDigest.OfFile(run.Manifest("a")),
            },
            new SortedDictionary<string, string>(journal.LastOutputs.ToDictionary(), StringComparer.Ordinal));
        Assert.Equal(
            ["a.txt", "made/sub/x"],
            (await File.ReadAllLinesAsync(run.Manifest("a"), TestContext.Current.CancellationToken)).Select(l => l[66..]));
    }

    [Fact]
    public async Task AManifestIsWhatSha256SumPrints()
    {
        await RunAsync(Copy("a", "abc"));
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n",
            await File.ReadAllTextAsync(run.Manifest("a"), TestContext.Current.CancellationToken));
    }

    private Task RunAsync(params IStudyStep[] steps) => RunAsync(TestContext.Current.CancellationToken, steps);

    private async Task RunAsync(CancellationToken cancellation, params IStudyStep[] steps)
    {
        var context = new StepContext(run, SilentProgress.Instance, NullLogger.Instance);
        await new StudyRunner(context, journal, TimeProvider.System).RunAsync(steps, cancellation);
    }

    private CopyStep Copy(string name, string text, params string[] inputs) => new(run, name, text, inputs, did);

    private sealed record CopyStep(RunFolder Run, string Name, string Text, string[] From, List<string> Did) : IStudyStep
    {
        public Action? Before { get; init; }

        public bool Writes { get; init; } = true;

        public bool AlwaysRuns { get; init; }

        public string? Further { get; init; }

        public object Settings => new { Text };

        public IReadOnlyDictionary<string, string> Inputs => From.ToDictionary(f => f, f => Run.In(f + ".txt"));

        public IReadOnlyList<string> Outputs => Further is null ? [Run.In(Name + ".txt")] : [Run.In(Name + ".txt"), Further];

        public async Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
        {
            Before?.Invoke();
            cancellation.ThrowIfCancellationRequested();
            Did.Add(Name);
            if (Writes)
            {
                var read = From.Select(f => File.ReadAllText(Run.In(f + ".txt")));
                await File.WriteAllTextAsync(Outputs[0], string.Concat(read) + Text, cancellation);
            }

            return new Dictionary<string, string>();
        }
    }

    private sealed class RecordingJournal : IStepJournal
    {
        private readonly Dictionary<string, string> last = [];

        public List<(string Step, StepOutcome Outcome)> Records { get; } = [];

        public IReadOnlyDictionary<string, string> LastOutputs { get; private set; } = new Dictionary<string, string>();

        public int Prepared { get; private set; }

        public Task PrepareAsync()
        {
            Prepared++;
            return Task.CompletedTask;
        }

        public bool IsLast(StepRecord record) =>
            last.GetValueOrDefault(record.Step) == JsonSerializer.Serialize(new { record.Inputs, record.Outputs });

        public bool IsRecorded(string step, IReadOnlyDictionary<string, string> outputs) => last.ContainsKey(step);

        public bool Contradicts(string step, IReadOnlyDictionary<string, string> outputs) =>
            last.ContainsKey(step) && outputs.Any(o => LastOutputs.GetValueOrDefault(o.Key, o.Value) != o.Value);

        public void Forget() => last.Clear();

        public Task RecordAsync(StepRecord record)
        {
            Records.Add((record.Step, record.Outcome));
            LastOutputs = record.Outputs;
            last[record.Step] = JsonSerializer.Serialize(new { record.Inputs, record.Outputs });
            return Task.CompletedTask;
        }
    }
}
