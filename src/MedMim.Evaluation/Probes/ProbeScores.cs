using MedMim.Foundation.Files;
using Parquet.Serialization;

namespace MedMim.Evaluation.Probes;

/// <summary>The figures of every patient as a table: <c>probe.parquet</c>.</summary>
public static class ProbeScores
{
    /// <summary>Writes the table, whole or not at all; equal answers give equal bytes.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ProbeResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        using var table = new MemoryStream();
        var rows = results.SelectMany(r => r.Answers.SelectMany(a => ProbeScoreRow.From(r.Task, a))).ToArray();
        ParquetSerializer.SerializeAsync(rows, table).GetAwaiter().GetResult();
        AtomicFile.WriteBytes(path, table.ToArray());
    }
}
