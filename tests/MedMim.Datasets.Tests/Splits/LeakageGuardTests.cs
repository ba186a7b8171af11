using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Tests.Splits;

public class LeakageGuardTests
{
    private static readonly SplitCase[] Cases =
    [
        new("a1", "pa", "sha256:1", true, 1),
        new("a2", "pa", "sha256:2", true, 1),
        new("b1", "pb", "sha256:3", true, 1),
        new("c1", "pc", "sha256:3", true, 1),
        new("d1", "pd", string.Empty, true, 1),
        new("e1", "pe", string.Empty, true, 1),
    ];

    [Fact]
    public void ACleanSplitPasses() => LeakageGuard.Check(new(["a1", "a2"], ["d1"], ["b1", "c1"]), Cases);

    [Fact]
    public void UnknownDigestsAreNotEqual() => LeakageGuard.Check(new(["d1"], [], ["e1"]), Cases);

    [Fact]
    public void APatientInTwoPartsIsNamed() => Refused(new(["a1"], [], ["a2"]), "patient pa is in train (series a1) and in test");

    [Fact]
    public void IdenticalVoxelsInTwoPartsAreNamed() => Refused(new(["b1"], ["c1"], []), "voxels sha256:3 is in train");

    [Fact]
    public void ACaseTwiceInOnePartIsNamed() => Refused(new(["d1", "d1"], [], []), "case d1");

    [Fact]
    public void AnUnknownCaseIsNamed() => Refused(new(["zz"], [], []), "zz, which is not in the data");

    [Theory]
    [InlineData("d1", "", "", "1 of the 2 series that are held out here, the first the series d1")]
    [InlineData("x1", "pa", "", "the patient pa")]
    [InlineData("x1", "px", "sha256:2", "the scan with the voxels sha256:2")]
    [InlineData("a1", "", "", null)] // another scan of a held-out patient, but nobody knows whose
    [InlineData("b1", "pb", "sha256:3", null)]
    public void AnEncoderThatHasSeenSomebodyWhoIsHeldOutIsRefused(string series, string patient, string voxels, string? part)
    {
        SeenScans seen = new([series], patient.Length > 0 ? [patient] : [], voxels.Length > 0 ? [voxels] : []);
        SplitCase[] heldOut = [Cases[1], Cases[4]];
        if (part is null)
        {
            LeakageGuard.Check(seen, heldOut, "encoder.safetensors");
            return;
        }

        var error = Assert.Throws<InputException>(() => LeakageGuard.Check(seen, heldOut, "encoder.safetensors"));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("encoder.safetensors", error.Message, StringComparison.Ordinal);
    }

    private static void Refused(PatientSplit split, string part) =>
        Assert.Contains(part, Assert.Throws<InputException>(() => LeakageGuard.Check(split, Cases)).Message, StringComparison.Ordinal);
}
