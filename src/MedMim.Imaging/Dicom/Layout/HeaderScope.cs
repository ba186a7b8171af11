namespace MedMim.Imaging.Dicom.Layout;

/// <summary>How much of a header is kept while its lengths are walked.</summary>
public enum HeaderScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Values up to <see cref="DicomLimits.LargestValue"/>; longer ones are left empty. Of private elements those that the program reads.</summary>
    Usual,

    /// <summary>Every value.</summary>
    Whole,
}
