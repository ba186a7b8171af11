using System.Text;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Tests.Dicom;
using MedMim.Imaging.Tests.Dicom.Contract;

namespace MedMim.Imaging.Tests.Scans.Files;

public sealed class FileInspectorTests
{
    private readonly FileInspector _inspector = new(new GuardedToolkit(new DicomToolkit()));

    [Fact]
    public void Knows_gzip_by_what_is_inside()
    {
        using var scratch = new ScratchFolder();
        var image = new DicomBytes().ImageTags(1, 2).Pixels(1, 2).File;
        Assert.Equal((FileKind.DicomImage, null), Inspect(scratch, "a.dcm.gz", Compressed.Gzip(image)));
        Assert.Equal((FileKind.DicomImage, null), Inspect(scratch, "b", Compressed.Gzip(image)));
        Assert.Equal((FileKind.Other, null), Inspect(scratch, "c.csv.gz", Compressed.Gzip("a,b,c"u8.ToArray())));
        Assert.Equal((FileKind.Other, RefusalCodes.NotAScan), Inspect(scratch, "d.dcm.gz", Compressed.Gzip("a,b,c"u8.ToArray())));
        Assert.Equal((FileKind.Other, RefusalCodes.NotAScan), Inspect(scratch, "e.dcm.gz", [0x1F, 0x8B, 1, 2, 3]));
    }

    [Fact]
    public void Refuses_what_no_decoder_reads_at_once()
    {
        using var scratch = new ScratchFolder();
        var image = new DicomBytes("1.2.840.10008.1.2.4.202").ImageTags(1, 2).Encapsulated([], [1, 2]).File;
        Assert.Equal((FileKind.DicomImage, RefusalCodes.Unsupported), Inspect(scratch, "a.dcm", image));
    }

    // Text that begins like the first element of an old file, but goes on as none.
    [Fact]
    public void Is_not_deceived_by_two_bytes()
    {
        using var scratch = new ScratchFolder();
        Assert.Equal((FileKind.Other, null), Inspect(scratch, "a.bin", [8, 0, 5, 0, .. Encoding.ASCII.GetBytes("not a data element of anything")]));
    }

    [Fact]
    public void An_index_is_counted_unless_its_files_are_missing()
    {
        var index = ScanArchive.File("dicom_misc_pydicom", "dicomdirtests", "DICOMDIR");
        var whole = _inspector.Inspect(index);
        Assert.Equal((FileKind.DicomDirectory, null), (whole.Kind, whole.Refusal));

        using var scratch = new ScratchFolder();
        Assert.Equal(
            (FileKind.DicomDirectory, RefusalCodes.MissingFiles), Inspect(scratch, "DICOMDIR", File.ReadAllBytes(index)));
        Assert.DoesNotContain("77654033", _inspector.Inspect(scratch["DICOMDIR"]).Refusal!.Reason, StringComparison.Ordinal);
    }

    // An index may name anything; only names that a disc can have are looked for, and only below it.
    [Theory]
    [InlineData("..\\..\\ETC\\PASSWD")]
    [InlineData("/ETC/PASSWD")]
    public void An_index_leads_nowhere_else(string name)
    {
        using var scratch = new ScratchFolder();
        var record = new DicomBytes().Text(0x00041500, "CS", name).DataSet;
        var data = new DicomBytes().Element(0x00041220, "SQ", new DicomBytes().Element(0xFFFEE000, "", record).DataSet).DataSet;
        byte[] file = [.. new byte[128], .. "DICM"u8, .. DicomBytes.Meta(DicomUids.Explicit, DicomUids.Directory), .. data];
        Assert.Equal((FileKind.DicomDirectory, null), Inspect(scratch, "DICOMDIR", file));
    }

    private (FileKind Kind, string? Code) Inspect(ScratchFolder scratch, string name, byte[] content)
    {
        File.WriteAllBytes(scratch[name], content);
        var inspection = _inspector.Inspect(scratch[name]);
        return (inspection.Kind, inspection.Refusal?.Code);
    }
}
