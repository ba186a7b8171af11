using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Keeps the probabilities of every class but the background, a byte each, in temporary files, and writes each as a NIfTI file on
/// the scan's grid at the end. Memory holds one class of one scan, and not before the slabs are done.
/// </summary>
/// <param name="region">The part of the scan that slabs are slices of; beyond it there are zeros.</param>
/// <param name="folder">Where temporary files go.</param>
public sealed class ProbabilityFiles(SourceRegion region, string folder) : ISlabConsumer, IDisposable
{
    private readonly List<FileStream> files = [];
    private readonly byte[] slice = new byte[region.Box.Size.Y * region.Box.Size.X];

    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid)
    {
        for (var c = 1; c < classes; c++)
        {
            files.Add(new(
                Path.Combine(folder, $"probability-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
                FileOptions.DeleteOnClose));
        }
    }

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        for (var c = 0; c < files.Count; c++)
        {
            var source = probabilities.Slice((c + 1) * slice.Length, slice.Length);
            for (var i = 0; i < slice.Length; i++)
            {
                slice[i] = (byte)((Math.Clamp(source[i], 0, 1) * byte.MaxValue) + 0.5f);
            }

            files[c].Write(slice);
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        // Written by Write, once the labels are.
    }

    /// <summary>Writes one class; the file appears whole or not at all.</summary>
    /// <param name="index">The class, 1 or more.</param>
    /// <param name="path">Where to; ends in <c>.nii.gz</c> or <c>.nii</c>.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public void Write(int index, string path)
    {
        var volume = new Volume<byte>(region.Original);
        files[index - 1].Position = 0;
        for (var z = 0; z < region.Box.Size.Z; z++)
        {
            files[index - 1].ReadExactly(slice);
            region.PutBackSlice<byte>(z, slice, volume.Voxels);
        }

        VolumeFile.WriteShares(path, volume);
    }

    /// <summary>Removes the temporary files.</summary>
    public void Dispose() => files.ForEach(f => f.Dispose());
}
