using System.Diagnostics;
using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Tests.Scans;

namespace MedMim.Imaging.Tests.Dicom.Contract;

/// <summary>The WG-04 images under their transfer syntaxes, against each other and against dcmtk's decoders.</summary>
public sealed class CodecTests
{
    private readonly GuardedToolkit _toolkit = new(new DicomToolkit());

    public static TheoryData<string> Images() => ["CT1", "CT2", "MR1", "MR3", "NM1"];

    // Every lossless coding, by dcmtk, which shares no decoder with ours but for JPEG-LS's ancestor.
    [Theory]
    [MemberData(nameof(Images))]
    public void As_dcmtk_decodes_them(string image)
    {
        foreach (var (coding, tool) in ((string, string)[])[("JLSL", "dcmdjpls"), ("JLSN", "dcmdjpls"), ("RLE", "dcmdrle"), ("JPLL", "dcmdjpeg")])
        {
            using var scratch = new ScratchFolder();
            var file = ScanArchive.File("dicom_codecs_wg04", coding, $"{image}_{coding}");
            Run(tool, file, scratch["out"]);
            Assert.Equal(_toolkit.ReadImage(scratch["out"]).Frames.Bytes.ToArray(), Decode(coding, image).Bytes.ToArray());
        }
    }

    // Near-lossless JPEG-LS states its largest error in the stream: 4. That of JPEG 2000 is what OpenJPEG 2.5.0, the
    // reference software of ISO 15444-5, was measured to make of these files; decoders may differ in the last digit.
    [Theory]
    [InlineData("CT1", 352)]
    [InlineData("CT2", 402)]
    [InlineData("MR1", 396)]
    [InlineData("MR3", 296)]
    [InlineData("NM1", 101)]
    public void Lossy_codings_err_no_more_than_they_may(string image, int jpeg2000)
    {
        var reference = Decode("RLE", image);
        Assert.Equal(4, LargestError(reference, Decode("JLSN", image)));
        Assert.InRange(LargestError(reference, Decode("J2KI", image)), jpeg2000 - 1, jpeg2000 + 1);
    }

    private static int LargestError(DecodedFrames a, DecodedFrames b)
    {
        var (x, y) = (MemoryMarshal.Cast<byte, short>(a.Bytes.Span).ToArray(), MemoryMarshal.Cast<byte, short>(b.Bytes.Span).ToArray());
        return x.Zip(y, (p, q) => Math.Abs(p - q)).Max();
    }

    private static void Run(string tool, string input, string output)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{tool}"), "dcmtk's tools are not here.");
        var start = new ProcessStartInfo($"/usr/bin/{tool}", [input, output])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

    private DecodedFrames Decode(string coding, string image) =>
        Codecs.OrSkip(_toolkit, () => _toolkit.ReadImage(ScanArchive.File("dicom_codecs_wg04", coding, $"{image}_{coding}"))).Frames;
}
