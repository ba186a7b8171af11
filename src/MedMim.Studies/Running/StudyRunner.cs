using System.Globalization;
using System.Text.Json;
using MedMim.Foundation.Files;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Running;

/// <summary>
/// Runs the steps of a study in order. A step whose receipt matches its settings and inputs, and whose outputs are as its
/// manifest says, is not done again; so a study that was interrupted anywhere continues there.
/// </summary>
public sealed class StudyRunner(StepContext context, IStepJournal journal, TimeProvider time)
{
    /// <summary>Told of every step that was done now, after its receipt is written.</summary>
    public Action<IStudyStep>? Ended { get; init; }

    /// <summary>Runs the steps; returns the receipts in order.</summary>
    /// <param name="steps">The steps, each after those whose outputs it reads.</param>
    /// <param name="cancellation">Stops the running step, which keeps what it can resume from.</param>
    public async Task<IReadOnlyList<StepReceipt>> RunAsync(
        IReadOnlyList<IStudyStep> steps, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var receipts = new List<StepReceipt>();
        for (var i = 0; i < steps.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            receipts.Add(await RunAsync(steps[i], $"[{i + 1}/{steps.Count}]", cancellation));
        }

        return receipts;
    }

    private async Task<StepReceipt> RunAsync(IStudyStep step, string position, CancellationToken cancellation)
    {
        var settings = ContentDigest.OfText(JsonSerializer.Serialize(step.Settings));
        var inputs = InputDigests.Of(step.Inputs);
        var receiptPath = context.Run.Receipt(step.Name);
        var manifestPath = context.Run.Manifest(step.Name);
        var earlier = StepReceipt.Read(receiptPath);
        if (!step.AlwaysRuns && earlier is not null && earlier.Matches(settings, inputs) && File.Exists(manifestPath))
        {
            // The manifest vouches for the outputs, and the log for the manifest.
            var proven = OutputDigests.Of(context.Run, [manifestPath, receiptPath]).ByOutput();
            var difference = journal.Contradicts(step.Name, proven)
                ? context.Run.Relative(manifestPath)
                : OutputManifest.FirstDifference(manifestPath, context.Run);
            if (difference is null)
            {
                context.Logger.LogInformation("{Position} {Step}: done before, unchanged", position, step.Name);
                await RecordIfMissingAsync(step, inputs, earlier, proven);
                return earlier;
            }

            context.Logger.LogWarning(
                "{Position} {Step}: {File} is not as it was recorded; doing the step again", position, step.Name, difference);
        }

        context.Logger.LogInformation("{Position} {Step}", position, step.Name);
        if (!step.AlwaysRuns || earlier is null)
        {
            await journal.PrepareAsync();
        }

        Directory.CreateDirectory(Path.GetDirectoryName(receiptPath)!);
        // One that always runs is never skipped for its receipt, and a look that is interrupted leaves the run as it was.
        if (!step.AlwaysRuns)
        {
            File.Delete(receiptPath);
        }

        PeakMemory.Reset();
        var began = time.GetTimestamp();
        var started = time.GetUtcNow();
        var facts = await GuardAsync(step, inputs, started, cancellation);
        var seconds = time.GetElapsedTime(began).TotalSeconds;

        var receipt = new StepReceipt(step.Name, settings, inputs, facts);
        var outputs = OutputDigests.Of(context.Run, step.Outputs);
        AtomicFile.WriteText(manifestPath, outputs.Manifest());
        receipt.Write(receiptPath);
        var written = outputs.ByOutput()
            .Concat(OutputDigests.Of(context.Run, [manifestPath, receiptPath]).ByOutput())
            .ToDictionary(StringComparer.Ordinal);
        var record = new StepRecord(step.Name, StepOutcome.Done, inputs, written) { Started = started, Facts = facts };
        if (!step.AlwaysRuns || !journal.IsLast(record))
        {
            await journal.RecordAsync(record with { Accessed = step.Accessed() });
        }

        AppendTiming(step.Name, seconds);
        Ended?.Invoke(step);
        return receipt;
    }

    // A process that was killed between the end of a step and its record leaves the step for the next one to record.
    private async Task RecordIfMissingAsync(
        IStudyStep step, Dictionary<string, string> inputs, StepReceipt receipt, IReadOnlyDictionary<string, string> proven)
    {
        if (!journal.IsRecorded(step.Name, proven))
        {
            var outputs = OutputDigests.Of(context.Run, step.Outputs).ByOutput().Concat(proven).ToDictionary(StringComparer.Ordinal);
            await journal.PrepareAsync();
            await journal.RecordAsync(new(step.Name, StepOutcome.Done, inputs, outputs) { Facts = receipt.Facts });
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> GuardAsync(
        IStudyStep step, Dictionary<string, string> inputs, DateTimeOffset started, CancellationToken cancellation)
    {
        var nothing = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            return await step.RunAsync(context, cancellation);
        }
        catch (OperationCanceledException)
        {
            await journal.RecordAsync(new(step.Name, StepOutcome.Interrupted, inputs, nothing) { Started = started });
            throw;
        }
        catch
        {
            await journal.RecordAsync(new(step.Name, StepOutcome.Failed, inputs, nothing) { Started = started });
            throw;
        }
    }

    private void AppendTiming(string step, double seconds) =>
        File.AppendAllText(
            context.Run.Timings,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"step\":\"{step}\",\"seconds\":{seconds:0.000},\"peak_mib\":{PeakMemory.MiB():0}}}\n"));
}
