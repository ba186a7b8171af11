using MedMim.Training.Logs;

namespace MedMim.FineTuning.Segmentation;

/// <summary><c>validation.jsonl</c>: figures on the validation cases, every so many steps and after the last.</summary>
/// <param name="folder">The model's folder.</param>
/// <param name="step">The first step of this process; later lines of an interrupted one go.</param>
/// <param name="options">Steps, and steps between validations.</param>
/// <param name="cases">The cases; without validation cases nothing is done.</param>
internal sealed class ValidationLog(string folder, long step, SegmenterOptions options, SegmentationCases cases) : IDisposable
{
    private readonly JsonLinesLog log = new(Path.Combine(folder, "validation.jsonl"), step);

    /// <summary>Validates where it is due.</summary>
    /// <param name="step">The step that is done.</param>
    /// <param name="measure">The figures of the network as it is now.</param>
    public void AfterStep(long step, Func<IReadOnlyList<KeyValuePair<string, double>>> measure)
    {
        var isLast = step + 1 == options.Training.Steps;
        var isDue = options.ValidateEvery > 0 && (step + 1) % options.ValidateEvery == 0;
        if (cases.Validation.Count > 0 && (isLast || isDue))
        {
            log.Append(step, measure());
            log.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => log.Dispose();
}
