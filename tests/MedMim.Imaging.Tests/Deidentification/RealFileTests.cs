using System.Diagnostics;
using System.Text.RegularExpressions;
using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>
/// Real scans: protected, they have the same pixels, and no error that they did not have before by the judgement of
/// dciodvfy (Debian's dicom3tools).
/// </summary>
public sealed partial class RealFileTests : IDisposable
{
    private const string Validator = "/usr/bin/dciodvfy";
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, bool> Folders()
    {
        var data = new TheoryData<string, bool>();
        foreach (var folder in new[] { "tumour_sts", "dicom2nifti_truth", "dicom_codecs_wg04", "dicom_seg_dcmqi", "dicom_rtstruct_rtutils", "ibsi1_digital_phantom" })
        {
            data.Add(folder, false);
            data.Add(folder, true);
        }

        return data;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Protected_files_keep_their_pixels_and_stay_valid(string folder, bool withOptions)
    {
        var root = RealScans.Path("ci", folder);
        var policy = (withOptions ? Protected.AllOptions with { RetainUids = false } : new()) with { BurnedInText = BurnedInText.Accept };
        var count = 0;
        foreach (var path in Sample(root))
        {
            byte[] output;
            try
            {
                output = Protected.Bytes(File.ReadAllBytes(path), policy);
            }
            catch (RefusedException)
            {
                continue;
            }

            count++;
            Assert.Equal(PixelsOf(File.ReadAllBytes(path)), PixelsOf(output));
            if (File.Exists(Validator))
            {
                AssertNoNewErrors(path, _folder.File($"{count}.dcm", output));
            }
        }

        Assert.True(count > 0);
        if (!File.Exists(Validator))
        {
            Assert.Skip("the pixels are the same; whether the files are valid dciodvfy would say: apt-get install dicom3tools");
        }
    }

    // Images of every coding, by many makers' compressors: none holds anything but pixels.
    [Fact]
    public void Whole_compressed_images_are_not_refused()
    {
        var policy = new DeidentificationPolicy { BurnedInText = BurnedInText.Accept };
        var refused = Directory.EnumerateFiles(RealScans.Path("ci", "dicom_codecs_wg04"), "*", SearchOption.AllDirectories)
            .Select(f => (f, Failure: Record.Exception(() => Protected.Bytes(File.ReadAllBytes(f), policy)) as RefusedException))
            .Where(f => f.Failure is { Refusal.Code: not RefusalCodes.NotAScan })
            .Select(f => $"{Path.GetFileName(f.f)}: {f.Failure!.Refusal}");

        Assert.Empty(refused);
    }

    // The first and the last file of every folder: slices of a series are alike.
    private static IEnumerable<string> Sample(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).GroupBy(Path.GetDirectoryName).SelectMany(g => new[] { g.First(), g.Last() }.Distinct());

    private static byte[]? PixelsOf(byte[] bytes)
    {
        var file = ElementFileReader.Read(new MemoryStream(bytes));
        if (file.Dataset[DicomTags.PixelData]?.Pixels is not { } range)
        {
            return null;
        }

        var pixels = new byte[range.Length];
        file.Body.Position = range.Offset;
        file.Body.ReadExactly(pixels);
        return pixels;
    }

    private static void AssertNoNewErrors(string before, string after)
    {
        var known = Errors(before);
        if (known.Any(e => e.Contains("Information Object Not found", StringComparison.Ordinal)))
        {
            return; // It could not judge the file before: the kind of object was not given where it looks.
        }

        Assert.Empty(Errors(after).Except(known, StringComparer.Ordinal));
    }

    private static string[] Errors(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(Validator, [path])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        return [.. errors.Split('\n').Where(l => l.StartsWith("Error", StringComparison.Ordinal)).Select(l => Uid().Replace(l, "<uid>"))];
    }

    [GeneratedRegex("<[0-9.]{6,}>", RegexOptions.None, 1000)]
    private static partial Regex Uid();
}
