using MedMim.Imaging.Formats;
using MedMim.Imaging.Rendering;
using MedMim.Imaging.Rendering.Text;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Rendering;

public sealed class RenderingTests
{
    private static readonly Vector3 Left = new(1, 0, 0);
    private static readonly Vector3 Back = new(0, 1, 0);
    private static readonly Vector3 Head = new(0, 0, 1);

    [Fact]
    public void AnAnisotropicSliceKeepsItsProportions()
    {
        var geometry = VolumeGeometry.Identity(new(1, 10, 40), new(2, 2, 5));
        var view = SliceView.Of(geometry, 100);
        Assert.Equal((100, 25), (view.Width, view.Height));
    }

    [Theory]
    [InlineData(1, 1, false, false)]
    [InlineData(-1, -1, true, true)]
    public void ThePatientsLeftIsAtTheRightAndTheBackAtTheBottom(int x, int y, bool flipX, bool flipY)
    {
        var geometry = new VolumeGeometry(new(1, 4, 4), new(1, 1, 1), default, x * Left, y * Back, Head);
        var view = SliceView.Of(geometry, 4);
        Assert.Equal((flipX, flipY), (view.StepX < 0, view.StepY < 0));

        // A bright voxel in the patient's left front ends up at the picture's top right.
        var voxels = new float[16];
        voxels[((y > 0 ? 0 : 3) * 4) + (x > 0 ? 3 : 0)] = 1;
        var picture = SlicePicture.Grey(SlicePicture.Sample(voxels, geometry.Size, 0, view), view, new(0, 1));
        Assert.Equal(Rgb.Grey(255), picture[0, 3]);
        Assert.Equal(255, picture.Bytes.Sum(b => b) / 3);
    }

    [Fact]
    public void AnUprightSliceHasTheHeadOnTop()
    {
        var geometry = new VolumeGeometry(new(1, 4, 4), new(1, 1, 1), default, Back, Head, Left);
        Assert.True(SliceView.Of(geometry, 4).StepY < 0);
        Assert.True(SliceView.Of(geometry, 4).StepX > 0);
    }

    [Fact]
    public void AWindowKeepsTheAspectAndReachesBeyondTheSlice()
    {
        var geometry = VolumeGeometry.Identity(new(1, 200, 200), new(1, 2, 3));
        var view = SliceView.Around(geometry, 50, 60, sideMm: 100, side: 100);
        Assert.Equal((50 - (49.5 / 2), 60 - 49.5), view.Continuous(0, 0)); // pixels of 1 mm, voxels of 2 and 1 mm
        Assert.Equal((50 + (49.5 / 2), 60 + 49.5), view.Continuous(99, 99));

        var corner = SliceView.Around(geometry, 0, 0, 100, 4);
        Assert.Equal(-1, corner.Nearest(geometry.Size, 0, 3));
        Assert.Equal((6 * 200) + 13, corner.Nearest(geometry.Size, 2, 2)); // 12.5 mm from the middle
        var samples = SlicePicture.Sample(Enumerable.Repeat(7f, 40000).ToArray(), geometry.Size, 0, corner);
        Assert.Equal(4, samples.Count(v => v == 7));
        Assert.Equal(12, samples.Count(float.IsNaN));
    }

    [Fact]
    public void TheFieldOfViewIsCentredOnBothMasksInTheSliceWithMostOfTheReference()
    {
        var geometry = VolumeGeometry.Identity(new(5, 300, 300), new(1, 2, 3));
        var (reference, prediction) = (new Volume<byte>(geometry), new Volume<byte>(geometry));
        Assert.Equal(new FieldOfView(2, 149.5, 149.5, 100), FieldOfView.Around(reference, prediction));

        prediction[4, 50, 60] = 1;
        Assert.Equal(new FieldOfView(4, 50, 60, 100), FieldOfView.Around(reference, prediction));

        reference[3, 40, 60] = reference[3, 89, 60] = reference[1, 5, 5] = 1;
        prediction[3, 40, 80] = 1;
        Assert.Equal(new FieldOfView(3, 64.5, 70, 250), FieldOfView.Around(reference, prediction)); // 50 rows of 2 mm, 2.5 times
        Assert.Throws<ArgumentException>(() => FieldOfView.Around(reference, new(VolumeGeometry.Identity(new(5, 3, 3), new(1, 1, 1)))));
    }

    [Fact]
    public void TheWindowMapsItsEndsToBlackAndWhite()
    {
        var window = IntensityWindow.FromCentreWidth(40, 400);
        Assert.Equal([0, 0, 128, 255, 255, 0], new[] { -1000, -160, 40.5, 240, 3000, double.NaN }.Select(v => (int)window.Map(v)));
        Assert.Equal(new IntensityWindow(10, 90), IntensityWindow.OfQuantiles([.. Enumerable.Range(0, 101)], 0.1, 0.9));
    }

    [Fact]
    public void TheOutlineOfASquareIsItsBorder()
    {
        var size = new GridSize(1, 6, 6);
        var view = SliceView.Of(VolumeGeometry.Identity(size, new(1, 1, 1)), 6);
        var mask = new byte[36];
        for (var i = 0; i < 16; i++)
        {
            mask[((1 + (i / 4)) * 6) + 1 + (i % 4)] = 1;
        }

        var outline = SliceMask.Outline(mask, size, 0, view);
        Assert.Equal([7, 8, 9, 10, 13, 16, 19, 22, 25, 26, 27, 28], Enumerable.Range(0, 36).Where(i => outline[i]));
        Assert.Equal(mask.Select(m => m != 0), SliceMask.Inside(mask, size, 0, view));
        Assert.Equal(mask.Select(m => m != 0), SliceMask.Outline(mask, size, 0, view, thickness: 2));
    }

    [Fact]
    public void WhereTwoLabelsMeetIsABorderAndWhereThePictureEndsIsNone()
    {
        var size = new GridSize(1, 1, 6);
        var view = SliceView.Of(VolumeGeometry.Identity(size, new(1, 1, 1)), 6);
        Assert.Equal([false, false, true, true, false, false], SliceMask.Outline([1, 1, 1, 2, 2, 2], size, 0, view));
    }

    [Fact]
    public void CoincidingOutlinesTakeTurns()
    {
        var geometry = VolumeGeometry.Identity(new(1, 60, 60), new(1, 1, 1));
        var mask = new Volume<byte>(geometry);
        for (var i = 0; i < 400; i++)
        {
            mask[0, 20 + (i / 20), 20 + (i % 20)] = 1;
        }

        var other = new Volume<byte>(VolumeGeometry.Identity(new(1, 60, 61), new(1, 1, 1)));
        var field = FieldOfView.Around(mask, mask);
        var pixels = Pixels(OverlayPicture.Draw(new(geometry), mask, mask, field));
        var outline = pixels.Count(p => p == Palette.Reference || p == Palette.Prediction);
        Assert.InRange(pixels.Count(p => p == Palette.Reference), outline * 0.4, outline * 0.6);
        Assert.Equal(outline, Pixels(OverlayPicture.Draw(new(geometry), mask, new(geometry), field)).Count(p => p == Palette.Reference));
        Assert.Throws<ArgumentException>(() => OverlayPicture.Draw(new(geometry), mask, other, field));
    }

    [Fact]
    public void TheSliceWithTheLargestAreaIsChosen()
    {
        var size = new GridSize(4, 2, 2);
        Assert.Equal(2, SliceChoice.LargestArea(new byte[16], size));
        byte[] mask = [0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 2, 2, 0];
        Assert.Equal(1, SliceChoice.LargestArea(mask, size));
    }

    [Fact]
    public void AMontageHoldsEveryPictureWhole()
    {
        var red = new RgbImage(3, 2, new(255, 0, 0));
        var green = new RgbImage(1, 4, new(0, 255, 0));
        var montage = Montage.Of([[red, green], [green]], gap: 1, background: new(0, 0, 9));
        Assert.Equal((7, 11), (montage.Width, montage.Height));
        var pixels = Enumerable.Range(0, 77).Select(i => montage[i / 7, i % 7]).ToArray();
        Assert.Equal(6, pixels.Count(p => p.R == 255));
        Assert.Equal(8, pixels.Count(p => p.G == 255));
        Assert.Equal(63, pixels.Count(p => p.B == 9));
    }

    [Fact]
    public void AnIndependentDecoderReadsThePngBack()
    {
        using var folder = new TemporaryFolder();
        var image = new RgbImage(5, 3, new(1, 2, 3)) { [2, 4] = new(250, 100, 50), [1, 0] = new(9, 8, 200) };
        PngFile.Write(folder.File("p.png"), image);
        var said = Python.Run(
            """
            import struct, sys, zlib
            data, at, packed = open(sys.argv[1], 'rb').read(), 8, b''
            assert data[:8] == b'\x89PNG\r\n\x1a\n'
            while at < len(data):
                length, kind = struct.unpack('>I4s', data[at:at + 8])
                body = data[at + 8:at + 8 + length]
                assert struct.unpack('>I', data[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + body)
                if kind == b'IHDR': width, height, depth, colour = struct.unpack('>IIBB', body[:10])
                if kind == b'IDAT': packed += body
                at += 12 + length
            assert (depth, colour) == (8, 2)
            rows, step = zlib.decompress(packed), 1 + 3 * width
            above, out = [0] * (3 * width), []
            for r in range(height):
                kind, line = rows[r * step], list(rows[r * step + 1:(r + 1) * step])
                for i in range(3 * width):
                    a, b, c = (line[i - 3] if i > 2 else 0), above[i], (above[i - 3] if i > 2 else 0)
                    p = a + b - c
                    paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
                    line[i] = (line[i] + (0, a, b, (a + b) // 2, paeth)[kind]) % 256
                out += line
                above = line
            print(width, height, bytes(out).hex())
            """,
            folder.File("p.png"));
        Assert.Equal($"5 3 {Convert.ToHexStringLower(image.Bytes)}", said.Trim());
    }

    [Fact]
    public void ARealTumourIsDrawnInBothColours()
    {
        var image = VolumeFile.ReadFloat(RealScans.Path("ci", "tumour_pyradiomics_nrrd", "brain1_image.nrrd"));
        var label = VolumeFile.ReadLabel(RealScans.Path("ci", "tumour_pyradiomics_nrrd", "brain1_label.nrrd"));
        var shifted = new Volume<byte>(label.Geometry);
        label.Voxels.AsSpan(0, shifted.Voxels.Length - 5).CopyTo(shifted.Voxels.AsSpan(5));
        var picture = OverlayPicture.Draw(image, label, shifted, FieldOfView.Around(label, shifted));
        if (Environment.GetEnvironmentVariable("MEDMIM_TEST_PICTURES") is { Length: > 0 } kept)
        {
            PngFile.Write(Path.Combine(kept, "overlay.png"), picture);
        }

        var pixels = Pixels(picture);
        Assert.InRange(pixels.Count(p => p == Palette.Reference), 20, 4000);
        Assert.InRange(pixels.Count(p => p == Palette.Prediction), 20, 4000);
    }

    [Fact]
    public void WordsAreWrittenWithinThePictureAndNowhereElse()
    {
        var picture = new RgbImage(40, 30, Rgb.Grey(255));
        Lettering.Write(picture, "Ill–", 8, 4, default);
        var dark = Enumerable.Range(0, 40 * 30).Where(i => picture[i / 40, i % 40].R < 128).ToList();
        Assert.InRange(dark.Count, 40, 160);
        Assert.All(dark, i => Assert.True(i / 40 >= 8 && i / 40 < 8 + Lettering.LineHeight && i % 40 >= 4 && i % 40 < 4 + Lettering.WidthOf("Ill–")));

        // What has no glyph is a question mark, and what is outside is left out.
        var (unknown, question) = (new RgbImage(9, 9), new RgbImage(9, 9));
        Lettering.Write(unknown, "ж漢", -3, -2, Rgb.Grey(255));
        Lettering.Write(question, "??", -3, -2, Rgb.Grey(255));
        Assert.Equal(question.Bytes, unknown.Bytes);
    }

    private static Rgb[] Pixels(RgbImage image) =>
        [.. Enumerable.Range(0, image.Width * image.Height).Select(i => image[i / image.Width, i % image.Width])];
}
