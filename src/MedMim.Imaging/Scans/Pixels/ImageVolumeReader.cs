using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Pet;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>Decodes the slices of a plan into a volume. Runs in worker processes.</summary>
public sealed class ImageVolumeReader(IDicomToolkit toolkit)
{
    /// <summary>
    /// Reads a volume: 16-bit integers where all values are integers that fit, 32-bit floating point otherwise. CT is in HU
    /// as its rescale says, PET in SUV. Besides the volume, the pixels of one file are held.
    /// </summary>
    /// <exception cref="RefusedException">A slice cannot be decoded, is not what its header said, makes no SUV, or is there twice with other pixels.</exception>
    public DecodedVolume Read(SeriesPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var size = plan.Geometry.Size;
        if (size.Count > Array.MaxLength)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "More voxels than can be read."));
        }

        var suv = plan.Header?.Modality == "PT" ? SuvScale.Of(PetFacts.Of(plan, toolkit)) : null;
        var source = new SliceSource(toolkit, plan, suv?.Factors);
        SliceCopies.Check(toolkit, plan, source, suv?.Factors);
        var values = GC.AllocateUninitializedArray<float>((int)size.Count);
        if (plan.Resampling is { } resampling)
        {
            new SliceResampler(source, resampling, size).Fill(values);
        }
        else
        {
            for (var z = 0; z < size.Z; z++)
            {
                source.Read(z, values.AsSpan(z * size.Y * size.X, size.Y * size.X));
            }
        }

        var corrections = new List<string>(suv?.Corrections ?? []);
        if (source.HasInverted)
        {
            corrections.Add(Corrections.Monochrome1Inverted);
        }

        if (source.HasOverlayBits)
        {
            corrections.Add(Corrections.OverlayBitsRemoved);
        }

        return new(VoxelNarrowing.Apply<float>(plan.Geometry, values), suv?.Unit ?? source.Unit, corrections);
    }
}
