using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>The JSON Schema of protocols, <c>protocols/protocol.schema.json</c>.</summary>
internal static class ProtocolSchema
{
    private static readonly DocumentSchema Schema = new("protocol.schema.json", "protocols/quickstart.yaml", "medmim: 1");

    /// <summary>The schema's text.</summary>
    public static string Text => Schema.Text;

    /// <summary>What in a protocol does not fit the schema.</summary>
    public static IEnumerable<ProtocolError> Validate(LocatedJson json) => Schema.Validate(json);
}
