using System.Text.Json.Serialization;
using Parquet.Serialization.Attributes;

namespace MedMim.Datasets.Store;

/// <summary><see cref="SourceRecord"/> as columns of <c>sources.parquet</c>.</summary>
internal sealed class SourceRow
{
    [JsonPropertyName("id"), ParquetRequired] public string Id { get; set; } = string.Empty;

    [JsonPropertyName("size")] public long Size { get; set; }

    [JsonPropertyName("modified_ticks")] public long ModifiedTicks { get; set; }

    [JsonPropertyName("outcome"), ParquetRequired] public string Outcome { get; set; } = string.Empty;

    [JsonPropertyName("groups"), ParquetRequired] public string Groups { get; set; } = string.Empty;

    [JsonPropertyName("targets"), ParquetRequired] public string Targets { get; set; } = string.Empty;

    public static SourceRow From(SourceRecord s) => new()
    {
        Id = s.Id, Size = s.Size, ModifiedTicks = s.ModifiedTicks, Outcome = s.Outcome.ToString(),
        Groups = string.Join(' ', s.Groups), Targets = string.Join(' ', s.Targets),
    };

    public SourceRecord ToRecord() => new(Id, Size, ModifiedTicks, Enum.Parse<SourceOutcome>(Outcome))
    {
        Groups = Groups.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Targets = Targets.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };
}
