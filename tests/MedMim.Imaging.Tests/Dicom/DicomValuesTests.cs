using System.Buffers.Binary;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Dicom;

public sealed class DicomValuesTests
{
    [Theory]
    [InlineData(1.5, 1)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Binary_numbers_that_are_not_finite_count_as_malformed(double value, int expected)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        var dataset = new DicomDataset();
        dataset.Set(new(DicomTags.ImagePositionPatient, DicomVr.FD) { Bytes = bytes });
        Assert.Equal(expected, dataset.Numbers(DicomTags.ImagePositionPatient).Count);
    }
}
