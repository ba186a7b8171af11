using System.Text.Json.Nodes;

namespace MedMim.Audit.Export;

/// <summary>The flat list of entities of an RO-Crate, each once.</summary>
internal sealed class CrateGraph
{
    private readonly List<JsonObject> entities = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>The identifier of a file or folder of the crate: its path as a relative URI.</summary>
    public static string IdOf(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    public static JsonObject Reference(string id) => new() { ["@id"] = id };

    public static JsonArray References(IEnumerable<string> ids) => new([.. ids.Select(Reference)]);

    public void Add(string id, string type, JsonObject properties) => Add(id, (JsonNode)type, properties);

    public void Add(string id, string[] types, JsonObject properties) =>
        Add(id, new JsonArray([.. types.Select(t => (JsonNode)t)]), properties);

    public JsonArray ToJson() => new([.. entities]);

    private void Add(string id, JsonNode type, JsonObject properties)
    {
        if (ids.Add(id))
        {
            properties.Insert(0, "@id", id);
            properties.Insert(1, "@type", type);
            entities.Add(properties);
        }
    }
}
