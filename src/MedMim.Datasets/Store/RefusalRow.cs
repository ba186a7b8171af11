using System.Text.Json.Serialization;
using Parquet.Serialization.Attributes;

namespace MedMim.Datasets.Store;

/// <summary><see cref="RefusalRecord"/> as columns of <c>refusals.parquet</c>.</summary>
internal sealed class RefusalRow
{
    [JsonPropertyName("id"), ParquetRequired] public string Id { get; set; } = string.Empty;

    [JsonPropertyName("scope"), ParquetRequired] public string Scope { get; set; } = string.Empty;

    [JsonPropertyName("code"), ParquetRequired] public string Code { get; set; } = string.Empty;

    [JsonPropertyName("reason"), ParquetRequired] public string Reason { get; set; } = string.Empty;

    [JsonPropertyName("files")] public int Files { get; set; }

    public static RefusalRow From(RefusalRecord r) =>
        new() { Id = r.Id, Scope = r.Scope, Code = r.Code, Reason = r.Reason, Files = r.Files };

    public RefusalRecord ToRecord() => new(Id, Scope, Code, Reason, Files);
}
