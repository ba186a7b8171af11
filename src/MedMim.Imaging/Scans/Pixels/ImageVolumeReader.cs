using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Pet;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>Decodes the slices of a plan into a file. Runs in worker processes.</summary>
public sealed class ImageVolumeReader(IDicomToolkit toolkit)
{
    /// <summary>
    /// Reads a volume into an <c>.npy</c> file (<see cref="NpySliceWriter"/>). CT is in HU as its rescale says, PET in SUV.
    /// Held are one slice and the pixels of one file; what has to be interpolated goes through a second file.
    /// </summary>
    /// <param name="plan">What to read.</param>
    /// <param name="target">An empty file, to read and to write.</param>
    /// <exception cref="RefusedException">A slice cannot be decoded, is not what its header said, makes no SUV, or is there twice with other pixels.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public StoredVoxels Read(SeriesPlan plan, FileStream target)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(target);
        var size = plan.Geometry.Size;
        if (size.Count > Array.MaxLength)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "More voxels than can be read."));
        }

        var suv = plan.Header?.Modality == "PT" ? SuvScale.Of(SourceFile.Read(() => PetFacts.Of(plan, toolkit))) : null;
        var source = new SliceSource(toolkit, plan, suv?.Factors);
        SliceCopies.Check(toolkit, plan, source, suv?.Factors);
        var writer = new NpySliceWriter(target, size);
        if (plan.Resampling is { } resampling)
        {
            using var scratch = ScratchFile.Beside(target.Name);
            new SliceResampler(source, resampling, size).Write(scratch, writer);
        }
        else
        {
            var slice = new float[size.Y * size.X];
            for (var z = 0; z < size.Z; z++)
            {
                source.Read(z, slice);
                writer.Add(slice);
            }
        }

        writer.Finish();
        return new(plan.Geometry, writer.VoxelType, writer.Minimum, writer.Maximum)
        {
            Unit = suv?.Unit ?? source.Unit,
            Corrections = [.. suv?.Corrections ?? [], .. source.Corrections],
        };
    }
}
