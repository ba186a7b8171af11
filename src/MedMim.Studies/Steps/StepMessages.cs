using MedMim.Studies.Splits;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Steps;

/// <summary>Lines of steps for a person. Counts and pseudonyms only.</summary>
internal static partial class StepMessages
{
    public static void LogSplit(this ILogger logger, StudySplit split) =>
        logger.LogSplit(split.Pretrain.Count, split.Train.Count, split.Validation.Count, split.Test.Count);

    [LoggerMessage(1, LogLevel.Information, "  pretrain on {Pretrain} series, fine-tune on {Train}, validate on {Validation}, test on {Test}")]
    private static partial void LogSplit(this ILogger logger, int pretrain, int train, int validation, int test);
}
