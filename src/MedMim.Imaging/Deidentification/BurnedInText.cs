namespace MedMim.Imaging.Deidentification;

/// <summary>What happens to images whose pixels may hold text.</summary>
public enum BurnedInText
{
    /// <summary>They are refused.</summary>
    Refuse = 0,

    /// <summary>Refused, but for derived images of CT, MR and PET, which a person takes to be without text.</summary>
    AcceptDerivedSlices = 1,

    /// <summary>Accepted: a person has looked at them. Images that say they hold text are refused all the same.</summary>
    Accept = 2,
}
