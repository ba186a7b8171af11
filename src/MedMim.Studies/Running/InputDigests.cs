using MedMim.Foundation.Files;

namespace MedMim.Studies.Running;

/// <summary>
/// Digests of a step's inputs. An artifact of an earlier step is already digested in that step's manifest; whatever comes
/// from outside the run (an archive, say) is identified by the step that reads it, not here.
/// </summary>
internal static class InputDigests
{
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> inputs) =>
        inputs.ToDictionary(
            i => i.Key,
            i => Directory.Exists(i.Value) ? ContentDigest.OfFolder(i.Value) : ContentDigest.OfFile(i.Value),
            StringComparer.Ordinal);
}
