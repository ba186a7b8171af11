using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation;

/// <summary>Reads a predicted label volume from a NIfTI, NRRD or MetaImage file.</summary>
public static class PredictionFile
{
    /// <param name="path">The file.</param>
    /// <param name="caseId">Pseudonym of the case, for messages.</param>
    /// <param name="arm">The arm, for messages.</param>
    /// <returns>The labels; null where the file does not exist, which <see cref="Evaluator"/> refuses.</returns>
    /// <exception cref="InputException">The file is no label volume.</exception>
    public static Volume<byte>? Read(string path, string caseId, string arm)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return VolumeFile.ReadLabel(path);
        }
        catch (RefusedException e)
        {
            throw new InputException(
                $"case {caseId}, arm {arm}", $"has a prediction that cannot be read ({e.Refusal.Code})",
                "Run predict for it again.", e);
        }
    }
}
