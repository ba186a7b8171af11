using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Formats;

/// <summary>Every file of nibabel's samples: read, or refused with the right code. No file is left out.</summary>
public sealed class NibabelFilesTests
{
    // What is read: its type, then its size [z, y, x]. Pairs lack their .img.
    private static readonly SortedDictionary<string, string> Outcomes = new(StringComparer.Ordinal)
    {
        ["analyze.hdr"] = RefusalCodes.AmbiguousOrientation,
        ["anatomical.nii"] = "int16 25×41×33",
        ["example4d.nii.gz"] = RefusalCodes.NotAVolume,
        ["example_nifti2.nii.gz"] = RefusalCodes.NotAVolume,
        ["functional.nii"] = RefusalCodes.NotAVolume,
        ["nifti1.hdr"] = RefusalCodes.Truncated,
        ["nifti2.hdr"] = RefusalCodes.Truncated,
        ["reoriented_anat_moved.nii"] = "float32 22×26×21",
        ["resampled_anat_moved.nii"] = RefusalCodes.NotFinite,
        ["row_major.dconn.nii"] = RefusalCodes.NotAVolume,
        ["standard.nii.gz"] = "uint8 7×5×4",
    };

    [Fact]
    public void EachIsReadOrRefusedAsItShould()
    {
        var folder = RealScans.Path("ci", "nifti_formats_nibabel");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            found[Path.GetFileName(path)] = OutcomeOf(path);
        }

        Assert.Equal(Outcomes, found);
    }

    private static string OutcomeOf(string path)
    {
        try
        {
            VolumeFile.Read(path);
            var info = VolumeFile.Inspect(path);
            return $"{info.StoredType} {info.Geometry.Size}";
        }
        catch (RefusedException e)
        {
            return e.Refusal.Code;
        }
    }
}
