namespace MedMim.Studies.Protocols.Sections;

/// <summary>What the pretrained arms of a comparison have the same amount of.</summary>
public enum ComputeName
{
    /// <summary>Passes through the network, a teacher's among them.</summary>
    Equal,

    /// <summary>Optimizer steps.</summary>
    Steps,
}
