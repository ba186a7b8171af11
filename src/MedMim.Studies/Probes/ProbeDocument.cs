using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Evaluation.Probes;
using MedMim.Evaluation.Statistics;
using MedMim.Foundation.Files;

namespace MedMim.Studies.Probes;

/// <summary><c>probe.json</c>: what was asked of which encoders, on what, and what came out. The same bytes on every rerun on one machine.</summary>
internal sealed record ProbeDocument
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Marks the file.</summary>
    public string Format { get; } = "medmim-probe";

    /// <summary>Version of the layout.</summary>
    public int Version { get; } = 1;

    /// <summary>Digest of the scans, their labels and their preparation.</summary>
    public required string Scans { get; init; }

    /// <summary>The network.</summary>
    public required string Preset { get; init; }

    /// <summary>Voxels of a window, [z, y, x].</summary>
    public required IReadOnlyList<int> PatchSize { get; init; }

    /// <summary>The levels, counted from 1, the finest; null for all. Their features are put one after the other.</summary>
    public required IReadOnlyList<int>? Levels { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Digest of the split; null where patients were dealt to folds.</summary>
    public required string? Split { get; init; }

    /// <summary>Digest of the table of classes; null without.</summary>
    public required string? ClassTable { get; init; }

    /// <summary>Voxels sampled of a scan at most, shared among its labels.</summary>
    public required int VoxelsPerScan { get; init; }

    /// <summary>Vectors that a probe learned from at most.</summary>
    public required int TrainingVectors { get; init; }

    /// <summary>Neighbours that vote.</summary>
    public int Neighbours { get; } = NearestNeighbours.DefaultNeighbours;

    /// <summary>The files of weights.</summary>
    public required IReadOnlyList<EncoderRecord> Encoders { get; init; }

    /// <summary>How intervals were made.</summary>
    public required BootstrapOptions Bootstrap { get; init; }

    /// <summary>The results.</summary>
    public required IReadOnlyList<ResultPart> Results { get; init; }

    /// <summary>A result as the file has it.</summary>
    public static ResultPart ResultOf(ProbeResult result, ProbePlan plan) =>
        new(result.Task, result.Patients, result.Scans, plan.Folds, result.Figures, plan.Penalties);

    /// <summary>Writes the file, atomically, and gives its path.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, "probe.json");
        AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");
        return path;
    }

    /// <summary>A result.</summary>
    /// <param name="Task">The question.</param>
    /// <param name="Patients">How many patients were tested.</param>
    /// <param name="Scans">How many scans.</param>
    /// <param name="Folds">How many folds there were for each seed.</param>
    /// <param name="Figures">By probe and encoder.</param>
    /// <param name="Penalties">What linear probes chose.</param>
    internal sealed record ResultPart(
        ProbeTask Task, int Patients, int Scans, int Folds, IReadOnlyList<ProbeFigure> Figures, IReadOnlyList<ChosenPenalty> Penalties);
}
