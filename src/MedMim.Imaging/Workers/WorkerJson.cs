using System.Text.Json.Serialization;

namespace MedMim.Imaging.Workers;

/// <summary>The messages as JSON, without reflection: a worker is to start fast.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(BitsOfDouble), typeof(BitsOfVector)])]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerReply))]
internal sealed partial class WorkerJson : JsonSerializerContext;
