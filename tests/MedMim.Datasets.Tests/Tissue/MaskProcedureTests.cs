using CsCheck;
using MedMim.Datasets.Tissue;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Tissue;

/// <summary>Procedures on bits against ITK's on bytes.</summary>
public class MaskProcedureTests
{
    private static readonly Gen<GridSize> Radii = Gen.Select(Gen.Int[1, 10], Gen.Int[1, 10], (y, x) => new GridSize(0, y, x));

    [Fact]
    public void DilationIsItks() => Gen.Select(Masks.Any, Radii).Sample((mask, radius) =>
        Assert.Equal(BinaryMorphology.Dilate(mask, radius).Voxels, Masks.Bytes(SliceMorphology.Dilate(Masks.Bits(mask), radius))), iter: 60);

    [Fact]
    public void OpeningIsItks() => Gen.Select(Masks.Any, Radii).Sample((mask, radius) =>
        Assert.Equal(BinaryMorphology.Opening(mask, radius).Voxels, Masks.Bytes(SliceMorphology.Open(Masks.Bits(mask), radius))), iter: 60);

    [Fact]
    public void ClosingIsItks() => Gen.Select(Masks.Any, Radii).Sample((mask, radius) =>
        Assert.Equal(BinaryMorphology.Closing(mask, radius).Voxels, Masks.Bytes(SliceMorphology.Close(Masks.Bits(mask), radius))), iter: 60);

    [Fact]
    public void PiecesAreItks() => Gen.Select(Masks.Any, Gen.Double[0, 1]).Sample((mask, share) =>
    {
        var components = ConnectedComponent.Execute(mask, fullyConnected: false);
        var sizes = components.Labels.Voxels.Where(l => l > 0).CountBy(l => l).ToDictionary();
        var smallest = share * sizes.Values.DefaultIfEmpty(0).Max();
        var expected = components.Labels.Voxels.Select(l => (byte)(l > 0 && sizes[l] >= smallest ? 1 : 0)).ToArray();
        Assert.Equal(expected, Masks.Bytes(Pieces.Largest(Masks.Bits(mask), share)));
    }, iter: 60);

    [Fact]
    public void FillingLeavesOnlyWhatReachesTheEdgeOfItsSlice() => Masks.Any.Sample(mask =>
    {
        var size = mask.Geometry.Size;
        var expected = mask.Voxels.ToArray();
        for (var z = 0; z < size.Z; z++)
        {
            var geometry = VolumeGeometry.Identity(new(1, size.Y, size.X), new(1, 1, 1));
            var holes = mask.Voxels.AsSpan(z * size.Y * size.X, size.Y * size.X).ToArray().Select(v => (byte)(1 - v)).ToArray();
            var labels = ConnectedComponent.Execute(new Volume<byte>(geometry, holes), fullyConnected: false).Labels.Voxels;
            var open = labels.Where((_, i) => i / size.X is var y && i % size.X is var x && (y == 0 || x == 0 || y == size.Y - 1 || x == size.X - 1)).ToHashSet();
            for (var i = 0; i < labels.Length; i++)
            {
                expected[(z * size.Y * size.X) + i] |= (byte)(labels[i] > 0 && !open.Contains(labels[i]) ? 1 : 0);
            }
        }

        var bits = Masks.Bits(mask);
        SliceFill.Execute(bits);
        Assert.Equal(expected, Masks.Bytes(bits));
    }, iter: 60);
}
