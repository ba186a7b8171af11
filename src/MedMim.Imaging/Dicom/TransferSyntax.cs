namespace MedMim.Imaging.Dicom;

/// <summary>The transfer syntaxes in which files are written.</summary>
public enum TransferSyntax
{
    /// <summary>1.2.840.10008.1.2.1.</summary>
    ExplicitLittleEndian = 0,

    /// <summary>1.2.840.10008.1.2.</summary>
    ImplicitLittleEndian = 1,
}
