using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Sources;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Dicom.Contract;
using MedMim.Imaging.Tests.Scans;

namespace MedMim.Imaging.Tests.Dicom.Sources;

public sealed class DicomSourceTests
{
    private const long Limit = 1 << 20;

    // A megabyte and a half of zeros, in a few kilobytes.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bomb_is_refused(bool gzip)
    {
        var data = new DicomBytes().ImageTags(1, 2).Element(0x7FE00010, "OW", new byte[3 * Limit / 2]);
        byte[] file = gzip
            ? Compressed.Gzip(data.File)
            : [.. new byte[128], .. "DICM"u8, .. DicomBytes.Meta(DicomUids.Deflated), .. Compressed.Deflate(data.DataSet)];
        Assert.True(file.Length < Limit / 100);
        Assert.Equal(RefusalCodes.Unsupported, Refused(file));
    }

    [Fact]
    public void A_compressed_file_that_was_cut_is_truncated()
    {
        var file = Compressed.Gzip(new DicomBytes().ImageTags(100, 100).Pixels([.. Enumerable.Range(0, 10_000).Select(i => (short)(i * 7919))]).File);
        Assert.Equal(RefusalCodes.Truncated, Refused(file[..(file.Length / 2)]));
    }

    [Fact]
    public void A_file_as_it_should_be_stays_where_it_is()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["a.dcm"], new DicomBytes().ImageTags(1, 2).Pixels(1, 2).File);
        using var source = DicomSource.Open(scratch["a.dcm"]);
        Assert.Equal(scratch["a.dcm"], source.Path);
    }

    [Fact]
    public void Nothing_is_left_of_an_inflated_file()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["a.dcm.gz"], Compressed.Gzip(new DicomBytes().ImageTags(1, 2).Pixels(1, 2).File));
        using (var source = DicomSource.Open(scratch["a.dcm.gz"]))
        {
            Assert.StartsWith("/memfd:", File.ResolveLinkTarget(source.Path, returnFinalTarget: false)!.FullName, StringComparison.Ordinal);
        }

        Assert.Equal([scratch["a.dcm.gz"]], Directory.GetFiles(scratch.Path));
    }

    private static string Refused(byte[] file)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["a"], file);
        return Assert.Throws<RefusedException>(() => DicomSource.Open(scratch["a"], Limit)).Refusal.Code;
    }
}
