namespace MedMim.Studies.Protocols.Sections;

/// <summary>The arms of a study, which differ in their first weights and in nothing else.</summary>
public enum ArmName
{
    /// <summary>Begins with the pretrained encoder.</summary>
    Pretrained,

    /// <summary>Begins with random weights.</summary>
    Scratch,
}
