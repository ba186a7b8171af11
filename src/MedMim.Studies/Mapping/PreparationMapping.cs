using MedMim.Datasets.Preparation;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's preparation as the data set's options.</summary>
internal static class PreparationMapping
{
    public static PreparationOptions ToOptions(this PreparationSection section) => new()
    {
        Spacing = section.Spacing is { } s ? (s.Z, s.Y, s.X) : null,
        CtWindow = (section.CtWindow.Low, section.CtWindow.High),
        ClipDeviations = section.ClipDeviations,
    };
}
