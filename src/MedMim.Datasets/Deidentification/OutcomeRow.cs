using System.Text.Json.Serialization;
using Parquet.Serialization.Attributes;

namespace MedMim.Datasets.Deidentification;

/// <summary><see cref="FileOutcome"/> as columns of <c>files.parquet</c>.</summary>
internal sealed class OutcomeRow
{
    [JsonPropertyName("id"), ParquetRequired] public string Id { get; set; } = string.Empty;

    [JsonPropertyName("fingerprint"), ParquetRequired] public string Fingerprint { get; set; } = string.Empty;

    [JsonPropertyName("target"), ParquetRequired] public string Target { get; set; } = string.Empty;

    [JsonPropertyName("code"), ParquetRequired] public string Code { get; set; } = string.Empty;

    [JsonPropertyName("reason"), ParquetRequired] public string Reason { get; set; } = string.Empty;

    [JsonPropertyName("shows_face")] public bool ShowsFace { get; set; }

    public static OutcomeRow From(FileOutcome o) => new()
    {
        Id = o.Id, Fingerprint = o.Fingerprint, Target = o.Target, Code = o.Code, Reason = o.Reason, ShowsFace = o.ShowsFace,
    };

    public FileOutcome ToOutcome() => new(Id, Fingerprint, Target, Code, Reason, ShowsFace);
}
