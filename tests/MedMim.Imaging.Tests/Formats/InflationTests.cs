using System.IO.Compression;
using MedMim.Imaging.Formats;

namespace MedMim.Imaging.Tests.Formats;

public sealed class InflationTests
{
    // .NET settles it when anything is decompressed first, which may be long before our code is asked.
    [Theory]
    [InlineData("MedMim.Imaging.Tests")]
    [InlineData("MedMim.Imaging.Worker")]
    public void ProgramsAreToldFromTheStartThatACutStreamIsAnError(string program) => Assert.Contains(
        "\"System.IO.Compression.UseStrictValidation\": true",
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, program + ".runtimeconfig.json")),
        StringComparison.Ordinal);

    [Fact]
    public void ACutStreamIsAnErrorWhereverItIsCut()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write([.. Enumerable.Range(0, 500).Select(i => (byte)(i * i))]);
        }

        var whole = packed.ToArray();
        for (var length = 1; length < whole.Length; length++)
        {
            using var cut = Inflation.Gzip(new MemoryStream(whole, 0, length));
            Assert.Throws<InvalidDataException>(() => cut.CopyTo(Stream.Null));
        }
    }
}
