using MedMim.Datasets.Preparation;
using MedMim.Pretraining.Options;
using Microsoft.Extensions.Logging;

namespace MedMim.Pretraining;

/// <summary>Says where masking by labels falls back to the tissue prior.</summary>
internal static class MissingLabels
{
    public static void Say(PretrainOptions options, IPreparedCases data, IReadOnlyCollection<string> ids, ILogger logger)
    {
        var without = options.Masking.UsesLabels ? ids.Count(id => data.Load(id).Label is not { Length: > 0 }) : 0;
        if (without > 0)
        {
            logger.LogWarning("  {Without} of {All} cases have no label: they are masked by tissue alone", without, ids.Count);
        }
    }
}
