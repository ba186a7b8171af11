using System.Globalization;
using System.Security.Cryptography;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans.Files;

/// <summary>
/// pydicom's odd files: each is read or refused, and what becomes of it stays the same. The table is
/// <c>tests/goldens/odd-files.tsv</c>; a run that differs leaves its own beside the test program.
/// </summary>
[Collection(WorkerCollection.Name)]
public sealed class OddFilesTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outcomes()
    {
        Assert.SkipUnless((await shared.Reader.DescribeToolkitAsync(Token)).StartsWith("GDCM", StringComparison.Ordinal), "The table is GDCM's.");
        var folder = ScanArchive.Folder("dicom_misc_pydicom");
        var files = ScanArchive.Files("dicom_misc_pydicom");
        var lines = new List<string>();
        foreach (var inspection in await shared.Reader.InspectAsync(files, Token))
        {
            lines.Add($"{Path.GetRelativePath(folder, inspection.Path)}\t{inspection.Kind}\t{await OutcomeAsync(inspection)}");
        }

        var table = Path.Combine(Repository.Root, "tests", "goldens", "odd-files.tsv");
        var expected = File.Exists(table) ? await File.ReadAllLinesAsync(table, Token) : [];
        if (!expected.SequenceEqual(lines))
        {
            await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "odd-files.tsv"), lines, Token);
        }

        Assert.Equal(expected, lines);
    }

    private async Task<string> OutcomeAsync(FileInspection inspection)
    {
        if (inspection.Refusal is { } refusal)
        {
            return refusal.Code;
        }

        if (inspection is not { Kind: FileKind.DicomImage, Header: { } header })
        {
            return "counted";
        }

        using var scratch = new ScratchFolder();
        var plan = new SeriesPlan(
            FileKind.DicomImage, [inspection.Path], VolumeGeometry.Identity(new(header.Frames, header.Rows, header.Columns), new(1, 1, 1)))
        {
            FrameOrder = header.Frames > 1 ? [.. Enumerable.Range(0, header.Frames)] : [],
            Header = header,
        };
        try
        {
            var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token);
            var digest = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(scratch["v.npy"], Token)))[..16];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"read\t{stored.VoxelType} {header.Frames}x{header.Rows}x{header.Columns} {stored.Minimum}..{stored.Maximum} {digest}");
        }
        catch (RefusedException e)
        {
            return e.Refusal.Code;
        }
    }
}
