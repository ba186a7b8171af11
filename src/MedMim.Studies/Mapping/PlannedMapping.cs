using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>Numbers that a protocol may leave to a plan.</summary>
internal static class PlannedMapping
{
    /// <exception cref="InputException">The protocol leaves it to a plan.</exception>
    public static GridSize PatchSize(this StudyProtocol protocol) => protocol.Model.PatchSize ?? throw Open("patch_size");

    /// <exception cref="InputException">The protocol leaves it to a plan.</exception>
    public static int Batch(this TrainingSection section) => section.BatchSize ?? throw Open("batch_size");

    private static InputException Open(string key) =>
        new(key, "is auto, which only a whole study resolves", "Write the number: that of a study's plan.json, for example.");
}
