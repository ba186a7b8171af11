using MedMim.Phantom;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's phantom as the generator's options.</summary>
internal static class PhantomMapping
{
    public static PhantomOptions ToOptions(this PhantomSection section) => new()
    {
        Patients = section.Patients,
        Slices = section.Slices,
        Columns = section.Columns,
        PixelSpacing = section.PixelSpacing,
        SliceSpacing = section.SliceSpacing,
        TumourProbability = section.TumourProbability,
        PlantRefusals = section.PlantRefusals,
        Seed = section.Seed,
    };
}
