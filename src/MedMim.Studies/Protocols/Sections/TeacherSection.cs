using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>The moving average that teaches; null is found from the number of steps.</summary>
public sealed record TeacherSection
{
    /// <summary>What it keeps of itself in the first step.</summary>
    [JsonConverter(typeof(NumberOrAutoConverter))]
    public double? StartDecay { get; init; }

    /// <summary>What it keeps after the first quarter of the steps.</summary>
    [JsonConverter(typeof(NumberOrAutoConverter))]
    public double? Decay { get; init; }
}
