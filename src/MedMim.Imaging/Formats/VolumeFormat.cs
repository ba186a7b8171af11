namespace MedMim.Imaging.Formats;

/// <summary>Formats of volume files. The numbers are part of the shim's interface.</summary>
public enum VolumeFormat
{
    /// <summary>NIfTI-1 or NIfTI-2; one file or a pair, plain or gzip.</summary>
    Nifti = 0,

    /// <summary>NRRD, with or without a detached header.</summary>
    Nrrd = 1,

    /// <summary>MetaImage, with or without a detached header.</summary>
    MetaImage = 2,
}
