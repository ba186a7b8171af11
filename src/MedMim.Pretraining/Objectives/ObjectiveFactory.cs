using MedMim.Models.Networks;
using MedMim.Pretraining.Options;

namespace MedMim.Pretraining.Objectives;

/// <summary>Builds a run's objective with its network, whose weights are not initialised yet.</summary>
internal static class ObjectiveFactory
{
    public static IObjective Create(PretrainOptions options)
    {
        var patch = new Axes(options.PatchSize.Z, options.PatchSize.Y, options.PatchSize.X);
        return options.ResolveObjective() switch
        {
            ObjectiveKind.Mae => new TokenDroppingAutoencoder(new(EncoderPresets.PrimusOptions(options.Encoder, 1, patch, dropPath: options.DropPath))),
            ObjectiveKind.Spark => new SparseReconstruction(new((ResEncUNet)Network()), options.ResolveMaskUnit()),
            ObjectiveKind.Autoencoder => new PlainAutoencoder(Network()),
            _ => new MaskedReconstruction(Network()),
        };

        VolumeNetwork Network() => EncoderPresets.Create(options.Encoder, outputChannels: 1, patchSize: patch, dropPath: options.DropPath);
    }
}
