using System.Text.Json.Serialization;
using MedMim.Foundation.Files;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols;

/// <summary>
/// What a study does, from scans to report: a protocol file, validated, with every default filled in. Keys in the file
/// are these properties in snake_case; what each means and its range stand in <c>protocols/protocol.schema.json</c>.
/// </summary>
public sealed record StudyProtocol
{
    /// <summary>The version of the protocol format that this program reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the format.</summary>
    [JsonPropertyName("medmim")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The study's name: lower-case letters, digits, dashes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The report's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The seed of every random choice.</summary>
    public ulong Seed { get; init; }

    /// <summary>Which scans.</summary>
    public DataSection Data { get; init; } = new();

    /// <summary>How scans are brought to one form.</summary>
    public PreparationSection Preparation { get; init; } = new();

    /// <summary>Who trains and who is reported.</summary>
    public SplitSection Split { get; init; } = new();

    /// <summary>The network.</summary>
    public ModelSection Model { get; init; } = new();

    /// <summary>Masked image modeling; null if the protocol has no such section.</summary>
    public PretrainingSection? Pretraining { get; init; }

    /// <summary>The segmenter; null if the protocol has no such section.</summary>
    public FinetuningSection? Finetuning { get; init; }

    /// <summary>Detectors beside the segmenters; null if the protocol has no such section.</summary>
    public DetectionSection? Detection { get; init; }

    /// <summary>Ways of pretraining to compare; null if the protocol has no such section.</summary>
    public ComparisonSection? Comparison { get; init; }

    /// <summary>Sliding-window inference.</summary>
    public PredictionSection Prediction { get; init; } = new();

    /// <summary>Metrics and intervals.</summary>
    public EvaluationSection Evaluation { get; init; } = new();

    /// <summary>What the report holds of the patients' scans.</summary>
    public ReportSection Report { get; init; } = new();

    /// <summary>What errors call the file.</summary>
    [JsonIgnore]
    public string FileName { get; init; } = "";

    /// <summary>The full path of the encoder that the protocol names; null where it pretrains its own or none.</summary>
    [JsonIgnore]
    public string? GivenEncoder => Pretraining?.Encoder is { } file
        ? Path.GetFullPath(file, Path.GetDirectoryName(Path.GetFullPath(FileName))!)
        : null;

    /// <summary>The file's text as it was read, for the record.</summary>
    [JsonIgnore]
    public string Text { get; init; } = "";

    /// <summary>
    /// The SHA-256 of <see cref="CanonicalJson"/>: two files that differ in comments, order, or in whether a default is
    /// written out, have the same.
    /// </summary>
    [JsonIgnore]
    public string Digest => ContentDigest.OfText(CanonicalJson);

    /// <summary>All settings as JSON in one line, keys sorted.</summary>
    [JsonIgnore]
    public string CanonicalJson => ProtocolJson.Canonical(this);
}
