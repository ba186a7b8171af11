using System.Globalization;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

public sealed class RealVolumeTests
{
    private const string Nibabel =
        """
        import sys, nibabel, numpy as np
        image = nibabel.load(sys.argv[1])
        data = np.asanyarray(image.dataobj).reshape(image.shape[:3])
        corners = [image.affine @ [x, y, z, 1] for x, y, z in [(0, 0, 0), (9, 0, 0), (0, 7, 0), (0, 0, 5)]]
        print(*[v for c in corners for v in (-c[0], -c[1], c[2])])
        print(*data.shape[::-1])
        data.astype('<f4').transpose(2, 1, 0).tofile(sys.argv[2])
        """;

    public static TheoryData<string> NiftiFiles { get; } =
    [
        "nifti_formats_nibabel/anatomical.nii", "nifti_formats_nibabel/reoriented_anat_moved.nii",
        "nifti_formats_nibabel/standard.nii.gz", "ibsi2_orientation/nifti/orientation/image/orientation.nii.gz",
        "seg_hippocampus/images/hippocampus_017.nii.gz", "seg_hippocampus/labels/hippocampus_017.nii.gz",
        "tumour_sts", "NC_tumour_ibsi_lung", "organs_totalsegmentator", "dicom2nifti_truth",
    ];

    [Theory]
    [MemberData(nameof(NiftiFiles))]
    public void NibabelReadsTheSameValuesAtTheSamePlaces(string name)
    {
        var path = RealScans.Path(["ci", .. name.Split('/')]);
        var files = File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*.nii*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(3).ToArray();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Compare(file);
        }
    }

    [Fact]
    public void ANifti2FileOfThreeAxesReads()
    {
        using var folder = new TemporaryFolder();
        var source = RealScans.Path("ci", "nifti_formats_nibabel", "example_nifti2.nii.gz");
        Python.Run(
            """
            import sys, nibabel
            image = nibabel.load(sys.argv[1])
            nibabel.save(image.slicer[..., 0], sys.argv[2])
            """,
            source,
            folder.File("v2.nii.gz"));
        Compare(folder.File("v2.nii.gz"));
    }

    [Theory]
    [InlineData("example4d.nii.gz", RefusalCodes.NotAVolume)]
    [InlineData("functional.nii", RefusalCodes.NotAVolume)]
    [InlineData("example_nifti2.nii.gz", RefusalCodes.NotAVolume)]
    [InlineData("row_major.dconn.nii", RefusalCodes.NotAVolume)]
    [InlineData("nifti1.hdr", RefusalCodes.Truncated)]
    [InlineData("nifti2.hdr", RefusalCodes.Truncated)]
    [InlineData("analyze.hdr", RefusalCodes.AmbiguousOrientation)]
    [InlineData("resampled_anat_moved.nii", RefusalCodes.NotFinite)]
    public void WhatIsNoReadableVolumeIsRefused(string name, string code)
    {
        var path = RealScans.Path("ci", "nifti_formats_nibabel", name);
        Assert.Equal(code, Assert.Throws<RefusedException>(() => VolumeFile.Read(path)).Refusal.Code);
    }

    [Theory]
    [InlineData("brain1", 25, 256, 256, 4137)]
    [InlineData("breast1", 21, 120, 45, 143)]
    public void NrrdTumoursHaveTheirKnownSize(string name, int z, int y, int x, int tumour)
    {
        var image = VolumeFile.Read(RealScans.Path("ci", "tumour_pyradiomics_nrrd", name + "_image.nrrd"));
        var label = VolumeFile.ReadLabel(RealScans.Path("ci", "tumour_pyradiomics_nrrd", name + "_label.nrrd"));
        Assert.Equal(new GridSize(z, y, x), image.Geometry.Size);
        Assert.True(image.Geometry.CoincidesWith(label.Geometry));
        Assert.Equal(tumour, label.Voxels.Count(v => v != 0));
    }

    [Fact]
    public void EveryHippocampusIsReadAndFitsItsLabel()
    {
        var images = Directory.GetFiles(RealScans.Path("ci", "seg_hippocampus", "images"));
        Assert.Equal(24, images.Length);
        foreach (var image in images)
        {
            var volume = VolumeFile.Read(image);
            var label = VolumeFile.ReadLabel(image.Replace("images", "labels", StringComparison.Ordinal));
            Assert.Equal(new Vector3(1, 1, 1), volume.Geometry.Spacing);
            Assert.True(volume.Geometry.CoincidesWith(label.Geometry));
            Assert.Equal([(byte)0, (byte)1, (byte)2], label.Voxels.Distinct().Order());
        }
    }

    private static void Compare(string file)
    {
        using var folder = new TemporaryFolder();
        var said = Python.Run(Nibabel, file, folder.File("values")).Split('\n');
        var corners = said[0].Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        var volume = VolumeFile.ReadFloat(file);
        var g = volume.Geometry;
        Assert.Equal(said[1].Trim(), $"{g.Size.Z} {g.Size.Y} {g.Size.X}");
        Vector3[] ours = [g.ToPhysical(0, 0, 0), g.ToPhysical(0, 0, 9), g.ToPhysical(0, 7, 0), g.ToPhysical(5, 0, 0)];
        for (var i = 0; i < 4; i++)
        {
            var theirs = new Vector3(corners[3 * i], corners[(3 * i) + 1], corners[(3 * i) + 2]);
            Assert.True((ours[i] - theirs).Length < 1e-3, $"corner {i}: {ours[i]} here, {theirs} in nibabel");
        }

        var values = File.ReadAllBytes(folder.File("values"));
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            var expected = BitConverter.ToSingle(values, 4 * i);
            Assert.True(Math.Abs(volume.Voxels[i] - expected) <= 1e-6 * Math.Abs(expected), $"voxel {i}");
        }
    }
}
