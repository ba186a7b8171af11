using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The arms' names in folders, tables and logs.</summary>
internal static class ArmMapping
{
    public static string ToKey(this ArmName arm) => arm == ArmName.Pretrained ? "pretrained" : "scratch";
}
