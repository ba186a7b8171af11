namespace MedMim.Imaging.Formats;

/// <summary>Which NIfTI is written.</summary>
public enum NiftiVersion
{
    /// <summary>Read by every program; the grid in 32-bit numbers.</summary>
    Nifti1 = 1,

    /// <summary>The grid in 64-bit numbers; not read by every program (ITK 5.2 does not).</summary>
    Nifti2 = 2,
}
