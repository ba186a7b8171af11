using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Newtonsoft.Json.Linq;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>Protocol records as JSON: snake_case keys, every default written out.</summary>
internal static class ProtocolJson
{
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>Reads validated JSON; keys that are missing keep the records' defaults.</summary>
    public static StudyProtocol Read(JToken root) =>
        JsonSerializer.Deserialize<StudyProtocol>(root.ToString(Newtonsoft.Json.Formatting.None), Options)!;

    /// <summary>All settings in one line, keys sorted by code point.</summary>
    public static string Canonical(StudyProtocol protocol) =>
        Sort(JsonSerializer.SerializeToNode(protocol, Options))!.ToJsonString();

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, Sort(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sort)]),
        _ => node?.DeepClone(),
    };

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new GridSizeConverter());
        options.Converters.Add(new SpacingConverter());
        options.Converters.Add(new IntensityWindowConverter());
        options.Converters.Add(new ValueRangeConverter());
        options.Converters.Add(new LabelledCountConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
