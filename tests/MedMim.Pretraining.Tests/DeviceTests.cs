using MedMim.Models.Networks;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Training.Averaging;
using MedMim.Training.Devices;
using MedMim.Training.Initialisation;
using MedMim.Training.Optimizers;
using MedMim.Training.Options;
using MedMim.Training.Ranks;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Tests;

/// <summary>Tests that change torch's default device, which is everybody's: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(DefaultDevice), DisableParallelization = true)]
public sealed class DefaultDevice;

/// <summary>
/// No GPU is here. But where a step makes a tensor without saying where, it gets the default device: usually the processor's
/// memory, which on a GPU would be wrong. So the same is tried the other way round: the network stays with the processor and the default
/// device is one without numbers (<c>meta</c>). Whatever mixes the two fails.
/// </summary>
[Collection(nameof(DefaultDevice))]
public sealed class DeviceTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        set_default_device(CPU);
        scope.Dispose();
    }

    [Theory]
    [InlineData("resenc-tiny", ObjectiveKind.Simmim, "anatomy")]
    [InlineData("resenc-tiny", ObjectiveKind.Spark, "uniform")]
    [InlineData("resenc-tiny", ObjectiveKind.Autoencoder, "uniform")]
    [InlineData("primus-tiny", ObjectiveKind.Mae, "uniform")]
    [InlineData("primus-tiny", ObjectiveKind.Mae, "anatomy")]
    [InlineData("primus-tiny", ObjectiveKind.Simmim, "uniform")]
    public void Every_tensor_of_a_step_is_made_where_the_network_is(string encoder, ObjectiveKind kind, string strategy)
    {
        var options = new PretrainOptions
        {
            Encoder = encoder, Objective = kind, PatchSize = new(16, 16, 16), BatchSize = 3, Masking = new() { Strategy = strategy, MaskRatio = 0.5 },
            Reconstruction = new() { NormaliseTarget = true }, Training = new() { Steps = 4 },
        };
        var data = new BlobCases(3);
        using var objective = ObjectiveFactory.Create(options);
        using var teacher = ObjectiveFactory.Create(options);
        SeededWeights.Fill(objective.Network, 1);
        var parameters = NamedParameter.Of(objective.Network);
        using var optimizer = new AdamW(parameters, new());
        var average = new WeightAverage(objective.Network, teacher.Network, AverageOptions.Constant(0.5), 4);
        var criterion = new ReconstructionCriterion(options.Reconstruction, options.ResolveMaskUnit());
        var (image, mask, present) = new BatchSource(options, data, data.Ids, SingleRank.Instance).Batch(0).ToTensors(CPU);
        set_default_device(META);
        Assert.Equal(DeviceType.META, zeros(1).device_type);

        (objective.Network as IStepRandomness)?.BeginStep(new(1, "droppath"));
        var loss = criterion.Loss(objective.Reconstruct(image, mask), image, objective.Counted(mask, present), present);
        loss.backward();
        Assert.True(double.IsFinite(GradientNorm.Clip(parameters, 1)));
        optimizer.Update(0, 1e-3);
        average.Update(0);
        _ = criterion.CellErrors(teacher.Reconstruct(image, mask), image, objective.Counted(mask, present), present).cpu().data<float>().ToArray();

        Assert.Equal(DeviceType.CPU, loss.device_type);
        Assert.All(parameters, p => Assert.Equal(DeviceType.CPU, p.Value.grad?.device_type ?? DeviceType.CPU));
    }

    [Theory]
    [InlineData("resenc-tiny", ObjectiveKind.Spark)]
    [InlineData("primus-tiny", ObjectiveKind.Mae)]
    [InlineData("primus-tiny", ObjectiveKind.Simmim)]
    public void A_network_moves_whole(string encoder, ObjectiveKind kind)
    {
        using var objective = ObjectiveFactory.Create(new() { Encoder = encoder, Objective = kind, PatchSize = new(16, 16, 16), Training = new() { Steps = 1 } });
        var before = objective.Network.state_dict().Count;
        objective.Network.to(META);

        Assert.Equal(DeviceType.META, ModelDevice.Of(objective.Network).type);
        Assert.Equal(before, objective.Network.state_dict().Count);
        Assert.All(objective.Network.state_dict(), t => Assert.Equal((t.Key, DeviceType.META), (t.Key, t.Value.device_type)));

        // What the code reads are fields: each must be the tensor that moved.
        foreach (var module in objective.Network.modules())
        {
            var own = module.named_parameters(recurse: false).ToDictionary(p => p.name, p => p.parameter);
            var fields = module.GetType().GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
                .Where(f => own.ContainsKey(f.Name));
            Assert.All(fields, f => Assert.Same(own[f.Name], f.GetValue(module)));
        }
    }
}
