using Newtonsoft.Json.Linq;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>
/// Completes the arms of a comparison: what an arm says is laid over the section <c>pretraining</c>, mapping by mapping, so
/// that the protocol says of each arm all that it does. Lists are taken whole. <c>none</c> becomes null.
/// </summary>
internal static class ArmOverrides
{
    /// <summary>The document with whole arms; the one given is left as it is, because it knows the places of its values.</summary>
    public static JToken Resolve(JToken root)
    {
        if (root["comparison"]?["arms"] is not JObject)
        {
            return root;
        }

        var resolved = root.DeepClone();
        var arms = (JObject)resolved["comparison"]!["arms"]!;
        foreach (var arm in arms.Properties().ToList())
        {
            if (arm.Value is not JObject own)
            {
                arm.Value = JValue.CreateNull();
                continue;
            }

            // An encoder that is given has nothing of the pretraining that the others have in common.
            if (own["encoder"] is not null)
            {
                continue;
            }

            var whole = resolved["pretraining"] is JObject common ? (JObject)common.DeepClone() : [];
            whole.Merge(own, new() { MergeArrayHandling = MergeArrayHandling.Replace });
            arm.Value = whole;
        }

        return resolved;
    }
}
