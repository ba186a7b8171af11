using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Objectives;
using MedMim.Training.Options;

namespace MedMim.Pretraining.Options;

/// <summary>How an encoder is pretrained.</summary>
public sealed record PretrainOptions
{
    /// <summary>The network, one of <see cref="EncoderPresets.Names"/>. Default <c>resenc-tiny</c>.</summary>
    public string Encoder { get; init; } = "resenc-tiny";

    /// <summary>
    /// Size of a crop in voxels, [z, y, x]; a multiple of the network's downsampling and of the mask unit along every axis.
    /// Default 64×64×64.
    /// </summary>
    public GridSize PatchSize { get; init; } = new(64, 64, 64);

    /// <summary>Crops a step. At least 1; default 2.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>What is hidden.</summary>
    public MaskingOptions Masking { get; init; } = new();

    /// <summary>What the network is asked for.</summary>
    public ReconstructionOptions Reconstruction { get; init; } = new();

    /// <summary>
    /// Crops with less of the body than this share of their voxels are drawn again, up to ten times. 0 to 1; default 0.1.
    /// </summary>
    public double MinimumTissueFraction { get; init; } = 0.1;

    /// <summary>Whether crops are mirrored at random along each axis. Default yes.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>The study's seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Optimizer, schedule, steps. Its precision stands; <see cref="Pretrainer.DefaultPrecision"/> says what gives the
    /// same bytes twice.
    /// </summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Steps between montages; 0 draws the last one only. Default 100. Does not influence the weights.</summary>
    public int MontageEvery { get; init; } = 100;

    /// <summary>Checks every range, and that the patch fits the network and the mask.</summary>
    /// <exception cref="InputException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        Masking.Validate();
        Reconstruction.Validate();
        Training.Validate();
        OptionRange.AtLeast("batch_size", BatchSize, 1);
        OptionRange.AtLeast("montage_every", MontageEvery, 0);
        OptionRange.Within("minimum_tissue_fraction", MinimumTissueFraction, 0, 1);
        OptionRange.AtLeast("patch_size", Math.Min(PatchSize.Z, Math.Min(PatchSize.Y, PatchSize.X)), 1);
        var patch = new Axes(PatchSize.Z, PatchSize.Y, PatchSize.X);
        RequireMultiple(patch, EncoderPresets.Divisor(Encoder), $"what {Encoder} needs");
        RequireMultiple(patch, new(Masking.MaskUnit.Z, Masking.MaskUnit.Y, Masking.MaskUnit.X), "the mask unit");
    }

    private static void RequireMultiple(Axes patch, Axes divisor, string whose)
    {
        if (!patch.IsMultipleOf(divisor))
        {
            throw new InputException(
                "patch_size", $"is {patch}, not a multiple of {divisor}, {whose}",
                "Change it along each axis to the nearest multiple.");
        }
    }
}
