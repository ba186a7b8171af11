using MedMim.Foundation.Files;

namespace MedMim.Imaging.Deidentification;

/// <summary>What a worker process needs to de-identify files. It comes through the pipe: neither on a command line nor in a file.</summary>
/// <param name="Policy">What to keep.</param>
/// <param name="Secret">32 bytes.</param>
internal sealed record DeidentificationOrder(DeidentificationPolicy Policy, byte[] Secret)
{
    /// <summary>De-identifies a file into another, which appears whole or not at all.</summary>
    public DeidentifiedFile Apply(string source, string target)
    {
        using var file = Open(source);
        DeidentifiedFile? result = null;
        AtomicFile.Write(target, stream => result = new Deidentifier(Policy, Secret).Deidentify(file, stream));
        return result!;
    }

    private static FileStream Open(string source)
    {
        try
        {
            return new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Scans.RefusedException(new(Scans.RefusalCodes.Unreadable, "The file cannot be opened or read."));
        }
    }
}
