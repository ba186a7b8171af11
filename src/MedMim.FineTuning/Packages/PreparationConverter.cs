using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Datasets.Preparation;

namespace MedMim.FineTuning.Packages;

/// <summary>
/// Preparation options as JSON: <c>{"spacing": [z, y, x] or null, "ct_window": [low, high], "clip_deviations":
/// number}</c>.
/// </summary>
internal sealed class PreparationConverter : JsonConverter<PreparationOptions>
{
    public override PreparationOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var layout = JsonSerializer.Deserialize<Layout>(ref reader, options);
        return layout switch
        {
            { Spacing: null, CtWindow: [var low, var high] } => new()
            {
                CtWindow = (low, high),
                ClipDeviations = layout.ClipDeviations,
            },
            { Spacing: [var z, var y, var x], CtWindow: [var low, var high] } => new()
            {
                Spacing = (z, y, x),
                CtWindow = (low, high),
                ClipDeviations = layout.ClipDeviations,
            },
            _ => throw new JsonException("preparation needs a spacing of three numbers or null, and a ct_window of two"),
        };
    }

    public override void Write(Utf8JsonWriter writer, PreparationOptions value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer,
            new Layout(
                value.Spacing is { } s ? [s.Z, s.Y, s.X] : null, [value.CtWindow.Low, value.CtWindow.High], value.ClipDeviations),
            options);

    private sealed record Layout(double[]? Spacing, double[] CtWindow, double ClipDeviations);
}
