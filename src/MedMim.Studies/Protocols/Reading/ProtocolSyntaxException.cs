namespace MedMim.Studies.Protocols.Reading;

/// <summary>The text is not the plain YAML that protocols are written in.</summary>
internal sealed class ProtocolSyntaxException(ProtocolError error) : Exception(error.Problem)
{
    public ProtocolError Error { get; } = error;
}
