using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Store;

/// <summary>Copies a volume of a store into a file that other programs read.</summary>
public static class VolumeExport
{
    private static readonly string[] Extensions = [".nii.gz", ".nii", ".nrrd", ".mha"];

    /// <summary>
    /// Writes a part of a series: its voxels in the type and on the grid that the store holds. NIfTI-1 rounds the grid as
    /// <see cref="VolumeFile.Write{T}"/> says; the other formats hold it in full.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The series.</param>
    /// <param name="part">What of it.</param>
    /// <param name="path">The file; its name decides the format.</param>
    /// <param name="version">For NIfTI: which one.</param>
    /// <exception cref="InputException">There is no such series or part, or the name is of no known format.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static void Execute(
        ScanStore store, string id, ExportPart part, string path, NiftiVersion version = NiftiVersion.Nifti1)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!Extensions.Any(e => path.EndsWith(e, StringComparison.Ordinal)))
        {
            throw new InputException(path, "has no name of a known format", $"Let it end in {string.Join(", ", Extensions)}.");
        }

        var series = store.Series.FirstOrDefault(s => s.Id == id)
            ?? throw new InputException(id, "is no series of the store", "Take an id from catalog.parquet or a report.");
        VolumeFile.Write(path, Read(store, series, part), version);
    }

    private static IVolume Read(ScanStore store, SeriesRecord series, ExportPart part) => part switch
    {
        ExportPart.Image => store.ReadStored(series.Id),
        ExportPart.Tissue => new Volume<byte>(series.Geometry, store.Tissue(series.Id).ToArray()),
        ExportPart.Label => store.Label(series.Id) is { } label
            ? new Volume<byte>(series.Geometry, label.ToArray())
            : throw new InputException(series.Id, "has no label", "Export the image."),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };
}
