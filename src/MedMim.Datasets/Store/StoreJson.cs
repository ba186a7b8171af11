using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedMim.Datasets.Store;

/// <summary>The store's JSON, without reflection: native code has none.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(StoreManifest))]
internal sealed partial class StoreJson : JsonSerializerContext;
