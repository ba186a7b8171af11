using MedMim.Foundation.Failures;
using MedMim.Training.Options;

namespace MedMim.Training.Tests.Options;

public sealed class TrainingOptionsTests
{
    private static readonly TrainingOptions Good = new() { Steps = 10 };

    public static TheoryData<string, TrainingOptions> Bad => new()
    {
        { "steps", Good with { Steps = 0 } },
        { "accumulation", Good with { Accumulation = 0 } },
        { "clip_norm", Good with { ClipNorm = 0 } },
        { "clip_norm", Good with { ClipNorm = double.NaN } },
        { "checkpoint_every", Good with { CheckpointEvery = 0 } },
        { "log_every", Good with { LogEvery = 0 } },
        { "precision", Good with { Precision = (Precision)7 } },
        { "learning_rate", Good with { Optimizer = new() { LearningRate = -1 } } },
        { "learning_rate", Good with { Optimizer = new() { LearningRate = double.PositiveInfinity } } },
        { "weight_decay", Good with { Optimizer = new() { WeightDecay = 2 } } },
        { "beta1", Good with { Optimizer = new() { Beta1 = 1 } } },
        { "beta2", Good with { Optimizer = new() { Beta2 = double.NaN } } },
        { "epsilon", Good with { Optimizer = new() { Epsilon = 0 } } },
        { "momentum", Good with { Optimizer = new() { Momentum = 1 } } },
        { "warmup_steps", Good with { Schedule = new() { WarmupSteps = -1 } } },
        { "warmup_steps", Good with { Schedule = new() { WarmupSteps = 10 } } },
        { "warmup_steps", Good with { Schedule = new() { PreludeSteps = 5, WarmupSteps = 5 } } },
        { "warmup_steps", Good with { Schedule = new() { PreludeSteps = int.MaxValue, WarmupSteps = int.MaxValue } } },
        { "prelude_steps", Good with { Schedule = new() { PreludeSteps = -1 } } },
        { "power", Good with { Schedule = new() { Power = 0 } } },
        { "average.decay", Good with { Average = new() { Decay = 1 } } },
        { "average.start_decay", Good with { Average = new() { StartDecay = -0.1 } } },
        { "average.ramp_share", Good with { Average = new() { RampShare = double.NaN } } },
        { "final_share", Good with { Schedule = new() { FinalShare = 1.5 } } },
    };

    [Fact]
    public void TheDefaultsAreValid() => Good.Validate();

    [Theory]
    [MemberData(nameof(Bad))]
    public void NamesTheOptionOutOfRange(string name, TrainingOptions options) =>
        Assert.Equal(name, Assert.Throws<InputException>(options.Validate).Subject);
}
