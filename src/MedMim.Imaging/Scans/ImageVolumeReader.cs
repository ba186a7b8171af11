using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans;

/// <summary>Decodes the slices of a plan into a volume. Runs in worker processes.</summary>
public sealed class ImageVolumeReader(IDicomToolkit toolkit)
{
    /// <summary>Reads a volume: 16-bit integers where all values are integers that fit, 32-bit floating point otherwise.</summary>
    /// <exception cref="RefusedException">A slice cannot be decoded, or is not what its header said.</exception>
    public IVolume Read(SeriesPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var size = plan.Geometry.Size;
        if (size.Count > Array.MaxLength)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "More voxels than can be read."));
        }

        var values = GC.AllocateUninitializedArray<float>((int)size.Count);
        var slice = size.Y * size.X;
        if (plan.FrameOrder.Count > 0)
        {
            ReadFrames(plan, values, slice);
        }
        else
        {
            for (var z = 0; z < size.Z; z++)
            {
                var (header, frames) = Read(plan.Files[z], size, 1);
                var (slope, intercept) = Rescale.Of(header, 0);
                SliceVoxels.Fill(values.AsSpan(z * slice, slice), frames, 0, slope, intercept);
            }
        }

        return VoxelNarrowing.Apply<float>(plan.Geometry, values);
    }

    private void ReadFrames(SeriesPlan plan, float[] values, int slice)
    {
        var (header, frames) = Read(plan.Files[0], plan.Geometry.Size, plan.Header?.Frames ?? plan.FrameOrder.Count);
        for (var z = 0; z < plan.FrameOrder.Count; z++)
        {
            var (slope, intercept) = Rescale.Of(header, plan.FrameOrder[z]);
            SliceVoxels.Fill(values.AsSpan(z * slice, slice), frames, plan.FrameOrder[z], slope, intercept);
        }
    }

    private DicomImage Read(string path, GridSize size, int count)
    {
        var image = toolkit.ReadImage(path);
        var format = image.Frames.Format;
        return format.Rows == size.Y && format.Columns == size.X && format.Frames == count && format.Samples == 1
            ? image
            : throw new RefusedException(
                new(RefusalCodes.PixelMismatch, "The decoded pixels are not what the header promises."));
    }
}
