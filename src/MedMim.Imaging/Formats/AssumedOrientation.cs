namespace MedMim.Imaging.Formats;

/// <summary>
/// How to take a volume file that does not say which way its axes point (Analyze 7.5, NIfTI with neither qform nor sform,
/// NRRD without a space): the directions in which x, y and z grow. Only the person who has the files can know; a wrong
/// word swaps left and right.
/// </summary>
public enum AssumedOrientation
{
    /// <summary>Such files are refused. The default.</summary>
    Refuse = 0,

    /// <summary>x to the left, y to the front, z to the head: Analyze's own, called radiological.</summary>
    Las = 1,

    /// <summary>x to the right, y to the front, z to the head: called neurological.</summary>
    Ras = 2,

    /// <summary>x to the left, y to the back, z to the head: DICOM's own for axial slices.</summary>
    Lps = 3,
}
