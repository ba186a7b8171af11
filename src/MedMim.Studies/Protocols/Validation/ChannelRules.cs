using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>What the schema cannot say of the channels of a study's cases.</summary>
internal static class ChannelRules
{
    public static IEnumerable<ProtocolError> Check(StudyProtocol protocol, LocatedJson json)
    {
        var channels = protocol.Data.Channels;
        ProtocolError Error(string problem, string remedy, params string[] keys) => new(json.PositionAt(["data", "channels", .. keys]), problem, remedy);

        foreach (var twice in channels.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return Error($"channels: two are named '{twice.Key}'", "Give each channel a name of its own.");
        }

        foreach (var channel in channels.Where(c => c.Modality is null && c.Called.Count == 0))
        {
            yield return Error(
                $"channels: nothing says which scans '{channel.Name}' is", "Give its modality, or what its scans are called, or both.");
        }

        foreach (var channel in channels.Where(c => c.Modality is { } m && protocol.Data.Modalities.Count > 0 && !protocol.Data.Modalities.Contains(m, StringComparer.Ordinal)))
        {
            yield return Error(
                $"channels: '{channel.Name}' is {channel.Modality}, which modalities leaves out", "Name it there too, or leave modalities out.");
        }
    }
}
