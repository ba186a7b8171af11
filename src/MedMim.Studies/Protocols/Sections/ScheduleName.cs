namespace MedMim.Studies.Protocols.Sections;

/// <summary>How the learning rate falls after the warm-up.</summary>
public enum ScheduleName
{
    /// <summary>Half a cosine.</summary>
    Cosine,

    /// <summary>(1 − progress)^0.9.</summary>
    Poly,

    /// <summary>It does not fall.</summary>
    Constant,
}
