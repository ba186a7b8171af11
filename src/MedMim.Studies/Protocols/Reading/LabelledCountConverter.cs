using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A number of patients, or <c>all</c>.</summary>
internal sealed class LabelledCountConverter : JsonConverter<LabelledCount>
{
    public override LabelledCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? LabelledCount.All : new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, LabelledCount value, JsonSerializerOptions options)
    {
        if (value.Patients is { } patients)
        {
            writer.WriteNumberValue(patients);
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
