using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>Images whose pixels may hold text are refused unless the header or the policy speaks for them.</summary>
public sealed class BurnedInRiskTests
{
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    private const string Ultrasound = "1.2.840.10008.5.1.4.1.1.6.1";

    [Theory]
    [InlineData(MadeFile.Ct, "CT", "ORIGINAL\\PRIMARY\\AXIAL", "", BurnedInText.Refuse, true)]
    [InlineData(MadeFile.Ct, "CT", "DERIVED\\SECONDARY\\MPR", "", BurnedInText.Refuse, false)]
    [InlineData(MadeFile.Ct, "CT", "DERIVED\\SECONDARY\\MPR", "NO", BurnedInText.Refuse, true)]
    [InlineData(MadeFile.Ct, "CT", "DERIVED\\SECONDARY\\MPR", "", BurnedInText.AcceptDerivedSlices, true)]
    [InlineData(MadeFile.Ct, "CT", "DERIVED\\SECONDARY\\SCREEN SAVE", "", BurnedInText.AcceptDerivedSlices, false)]
    [InlineData(MadeFile.Ct, "CT", "ORIGINAL\\PRIMARY\\AXIAL", "YES", BurnedInText.Accept, false)]
    [InlineData(SecondaryCapture, "CT", "ORIGINAL\\PRIMARY", "", BurnedInText.AcceptDerivedSlices, false)]
    [InlineData(SecondaryCapture, "OT", "ORIGINAL\\PRIMARY", "NO", BurnedInText.Refuse, true)]
    [InlineData(SecondaryCapture, "OT", "ORIGINAL\\PRIMARY", "", BurnedInText.Accept, true)]
    [InlineData(Ultrasound, "US", "ORIGINAL\\PRIMARY", "", BurnedInText.Refuse, false)]
    public void The_header_or_the_policy_must_speak(
        string sopClass, string modality, string imageType, string statement, BurnedInText policy, bool isAccepted)
    {
        var file = MadeFile.Slice(sopClass, modality).Text(0x00080008, DicomVr.CS, imageType);
        if (statement.Length > 0)
        {
            file.Text(0x00280301, DicomVr.CS, statement);
        }

        var refused = Record.Exception(() => Protected.Bytes(file.Encode(), new() { BurnedInText = policy })) as RefusedException;

        Assert.Equal(isAccepted ? null : RefusalCodes.BurnedInText, refused?.Refusal.Code);
    }

    [Fact]
    public void An_overlay_in_the_bits_of_pixels_is_refused()
    {
        var file = MadeFile.Slice().Number(0x60000100, 16).Text(0x00280301, DicomVr.CS, "NO");

        Assert.Equal(RefusalCodes.BurnedInText, Assert.Throws<RefusedException>(() => Protected.Bytes(file.Encode())).Refusal.Code);
    }

    [Theory]
    [InlineData("BRAIN", "", "YES")]
    [InlineData("", "Sch\u00E4del nativ", "YES")]
    [InlineData("", "PET whole body", "YES")]
    [InlineData("ABDOMEN", "CT liver", "")]
    public void A_head_is_stated(string bodyPart, string description, string expected)
    {
        var file = MadeFile.Slice().Text(0x00180015, DicomVr.CS, bodyPart).Text(0x00081030, DicomVr.LO, description);

        Assert.Equal(expected, Protected.Text(file, 0x00280302));
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.104.1")] // Encapsulated PDF
    [InlineData("1.2.840.113619.4.30")] // A maker's own
    [InlineData("1.2.840.10008.1.3.10")] // DICOMDIR
    public void Objects_without_rules_are_refused(string sopClass) => Assert.Equal(
        RefusalCodes.Unsupported,
        Assert.Throws<RefusedException>(() => Protected.Bytes(MadeFile.Slice(sopClass).Encode())).Refusal.Code);
}
