using MedMim.Datasets.Ingestion;

namespace MedMim.Datasets.Tests.Ingestion;

public sealed class ScannerMakerTests
{
    [Theory]
    [InlineData("SIEMENS", "Siemens")]
    [InlineData("Siemens Healthineers", "Siemens")]
    [InlineData("GE MEDICAL SYSTEMS", "GE")]
    [InlineData("Philips Medical Systems", "Philips")]
    [InlineData("TOSHIBA_MEC", "Toshiba")]
    [InlineData("Canon Medical Systems\0", "Canon")]
    [InlineData("Shanghai United Imaging Healthcare Co., Ltd.", "United Imaging")]
    [InlineData("UIH", "United Imaging")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    public void Known_makers_have_one_name(string written, string expected) => Assert.Equal(expected, ScannerMaker.Of(written));

    [Theory]
    [InlineData("Doe^Jane")]
    [InlineData("St. Agathe Hospital")]
    [InlineData("Gerald")]
    public void Whatever_else_is_written_goes_no_further(string written) => Assert.Equal(ScannerMaker.Other, ScannerMaker.Of(written));
}
