using MedMim.Datasets.Channels;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's channels as ingest, preparation and the segmenter take them.</summary>
internal static class ChannelMapping
{
    public static IReadOnlyList<ChannelRule> ToChannels(this DataSection section) =>
        [.. section.Channels.Select(c => new ChannelRule(c.Name, c.Modality, c.Called))];
}
