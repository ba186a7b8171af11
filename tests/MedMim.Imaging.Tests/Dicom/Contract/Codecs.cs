using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Dicom.Contract;

/// <summary>Which codings an adapter must decode: GDCM all, another those that it has a codec for.</summary>
internal static class Codecs
{
    /// <summary>Reads, or skips the test where the adapter may lack the codec.</summary>
    public static T OrSkip<T>(IDicomToolkit toolkit, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RefusedException e) when (e.Refusal.Code == RefusalCodes.Unsupported && toolkit.Name != "GDCM")
        {
            Assert.Skip($"{toolkit.Name} has no codec for it built in.");
            throw;
        }
    }
}
