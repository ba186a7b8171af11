using System.Text.Json.Serialization;

namespace MedMim.Datasets.Ingestion;

/// <summary>The notes as JSON, without reflection: it takes longer than a small series.</summary>
[JsonSerializable(typeof(PendingSeries))]
internal sealed partial class PendingJson : JsonSerializerContext;
