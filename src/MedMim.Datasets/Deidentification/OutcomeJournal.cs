using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Deidentification;

/// <summary>
/// Outcomes as they come, a line each, so that a killed run goes on where it was. A line cut off by the kill is ignored:
/// its file is done again. Safe to use from several threads.
/// </summary>
internal sealed class OutcomeJournal : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly Lock _gate = new();

    private OutcomeJournal(StreamWriter writer) => _writer = writer;

    public static OutcomeJournal Open(string output) =>
        new(new StreamWriter(OutputFiles.Journal(output), append: true) { AutoFlush = true });

    /// <summary>Begins it anew with outcomes of earlier runs; killed meanwhile, the old one stays.</summary>
    public static void Replace(string output, IEnumerable<FileOutcome> outcomes) => AtomicFile.WriteText(
        OutputFiles.Journal(output),
        string.Concat(outcomes.Select(o => JsonSerializer.Serialize(o, JournalJson.Default.FileOutcome) + "\n")));

    public static IEnumerable<FileOutcome> Read(string output)
    {
        var path = OutputFiles.Journal(output);
        return File.Exists(path) ? File.ReadLines(path).Select(Parse).OfType<FileOutcome>() : [];
    }

    public void Add(FileOutcome outcome)
    {
        var line = JsonSerializer.Serialize(outcome, JournalJson.Default.FileOutcome);
        lock (_gate)
        {
            _writer.WriteLine(line);
        }
    }

    public void Dispose() => _writer.Dispose();

    private static FileOutcome? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.FileOutcome);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Outcomes as JSON.</summary>
[JsonSerializable(typeof(FileOutcome))]
internal sealed partial class JournalJson : JsonSerializerContext;
