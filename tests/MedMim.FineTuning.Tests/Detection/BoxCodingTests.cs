using MedMim.FineTuning.Detection;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Boxes;
using TorchSharp;

namespace MedMim.FineTuning.Tests.Detection;

public sealed class BoxCodingTests : TorchTests
{
    [Fact]
    public void NoDeltaIsTheAnchorAndALogarithmOfTwoDoublesIt()
    {
        var anchors = BoxCoding.Edges([new(0, 0, 0, 4, 4, 4)], torch.CPU);
        var ln2 = (float)Math.Log(2);

        Assert.True(BoxCoding.Decode(torch.zeros(1, 6), anchors).allclose(anchors));
        Assert.Equal(
            [1f, -2f, 0f, 5f, 6f, 4f],
            BoxCoding.Decode(torch.tensor(new[] { 0.25f, 0, 0, 0, ln2, 0 }).reshape(1, 6), anchors).data<float>().ToArray(),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void TheTensorsOverlapIsThatOfBoxes()
    {
        var random = new RandomStream(new StreamKey(4, "test.overlap"));
        Box3[] Boxes() => [.. Enumerable.Range(0, 50).Select(_ => Box3.Around(
            (random.NextDouble(0, 9), random.NextDouble(0, 9), random.NextDouble(0, 9)),
            (random.NextDouble(1, 8), random.NextDouble(1, 8), random.NextDouble(1, 8))))];
        var (a, b) = (Boxes(), Boxes());

        var overlap = BoxCoding.GeneralisedIoU(BoxCoding.Edges(a, torch.CPU), BoxCoding.Edges(b, torch.CPU)).data<float>().ToArray();

        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(BoxOverlap.GeneralisedIoU(a[i], b[i]), overlap[i], 1e-4));
    }
}
