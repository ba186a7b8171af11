namespace MedMim.Imaging.Dicom;

/// <summary>The private elements that the program reads; a header keeps these and no others.</summary>
public static class PrivateTags
{
    /// <summary>GE: when the scan began (DT).</summary>
    public static readonly PrivateTag GePetScanDateTime = new(0x0009, "GEMS_PETD_01", 0x0D);

    /// <summary>Siemens: number of images in a mosaic (US).</summary>
    public static readonly PrivateTag SiemensMosaicImages = new(0x0019, "SIEMENS MR HEADER", 0x0A);

    /// <summary>Siemens: b-value, s/mm² (IS).</summary>
    public static readonly PrivateTag SiemensBValue = new(0x0019, "SIEMENS MR HEADER", 0x0C);

    /// <summary>Siemens: diffusion gradient direction (FD).</summary>
    public static readonly PrivateTag SiemensDirection = new(0x0019, "SIEMENS MR HEADER", 0x0E);

    /// <summary>GE: diffusion gradient direction, x (DS).</summary>
    public static readonly PrivateTag GeDirectionX = new(0x0019, "GEMS_ACQU_01", 0xBB);

    /// <summary>GE: diffusion gradient direction, y (DS).</summary>
    public static readonly PrivateTag GeDirectionY = new(0x0019, "GEMS_ACQU_01", 0xBC);

    /// <summary>GE: diffusion gradient direction, z (DS).</summary>
    public static readonly PrivateTag GeDirectionZ = new(0x0019, "GEMS_ACQU_01", 0xBD);

    /// <summary>Siemens: the image's CSA header (OB), see <c>CsaHeader</c>.</summary>
    public static readonly PrivateTag SiemensCsaImage = new(0x0029, "SIEMENS CSA HEADER", 0x10);

    /// <summary>GE: magnitude 0, phase 1, real 2, imaginary 3 (SS).</summary>
    public static readonly PrivateTag GeComplexComponent = new(0x0043, "GEMS_PARM_01", 0x2F);

    /// <summary>GE: b-value, s/mm², with 10⁹ added by some versions (IS, the first of four).</summary>
    public static readonly PrivateTag GeBValue = new(0x0043, "GEMS_PARM_01", 0x39);

    /// <summary>United Imaging: b-value, s/mm² (FD).</summary>
    public static readonly PrivateTag UnitedBValue = new(0x0065, "Image Private Header", 0x09);

    /// <summary>Philips: b-value, s/mm² (FL).</summary>
    public static readonly PrivateTag PhilipsBValue = new(0x2001, "Philips Imaging DD 001", 0x03);

    /// <summary>Philips: diffusion gradient direction, right to left (FL).</summary>
    public static readonly PrivateTag PhilipsDirectionX = new(0x2005, "Philips MR Imaging DD 001", 0xB0);

    /// <summary>Philips: diffusion gradient direction, front to back (FL).</summary>
    public static readonly PrivateTag PhilipsDirectionY = new(0x2005, "Philips MR Imaging DD 001", 0xB1);

    /// <summary>Philips: diffusion gradient direction, foot to head (FL).</summary>
    public static readonly PrivateTag PhilipsDirectionZ = new(0x2005, "Philips MR Imaging DD 001", 0xB2);

    /// <summary>Philips PET: from counts to SUV by body weight (DS).</summary>
    public static readonly PrivateTag PhilipsSuvFactor = new(0x7053, "Philips PET Private Group", 0x00);

    /// <summary>Philips PET: from counts to Bq/ml (DS).</summary>
    public static readonly PrivateTag PhilipsActivityFactor = new(0x7053, "Philips PET Private Group", 0x09);

    private static readonly HashSet<(ushort Group, byte Offset)> Kept =
    [
        .. new[]
        {
            GePetScanDateTime, SiemensMosaicImages, SiemensBValue, SiemensDirection, GeDirectionX, GeDirectionY, GeDirectionZ,
            SiemensCsaImage, GeComplexComponent, GeBValue, UnitedBValue, PhilipsBValue, PhilipsDirectionX,
            PhilipsDirectionY, PhilipsDirectionZ, PhilipsSuvFactor, PhilipsActivityFactor,
        }.Select(t => (t.Group, t.Offset)),
    ];

    private static readonly HashSet<ushort> Groups = [.. Kept.Select(k => k.Group)];

    /// <summary>Whether a header keeps a private element: one of the above in any block, or a creator of their groups.</summary>
    public static bool IsKept(DicomTag tag) =>
        Groups.Contains(tag.Group) && (tag.Element is >= 0x10 and <= 0xFF
            || (tag.Element >= 0x1000 && Kept.Contains((tag.Group, (byte)tag.Element))));
}
