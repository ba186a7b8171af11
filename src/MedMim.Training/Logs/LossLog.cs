namespace MedMim.Training.Logs;

/// <summary>Reads the losses of a run's <c>log.jsonl</c> back.</summary>
public static class LossLog
{
    /// <summary>
    /// The losses in the order of their steps; empty where there is no log. Lines without a finite loss are passed over,
    /// and a line that was cut off ends the log, as it does for <see cref="JsonLinesLog"/>.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    public static IReadOnlyList<LoggedLoss> Read(string folder)
    {
        var path = Path.Combine(folder, "log.jsonl");
        var losses = new List<LoggedLoss>();
        foreach (var text in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (LogLine.Parse(text) is not { } line)
            {
                break;
            }

            if (line.Number("loss") is { } loss)
            {
                losses.Add(new(line.Step, loss));
            }
        }

        return losses;
    }
}
