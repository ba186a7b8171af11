namespace MedMim.Training.Options;

/// <summary>How the learning rate falls after the warm-up.</summary>
public enum ScheduleKind
{
    /// <summary>Half a cosine down to the final share.</summary>
    Cosine,

    /// <summary>(1 − progress)^power, as nnU-Net's.</summary>
    Poly,

    /// <summary>It does not fall.</summary>
    Constant,
}
