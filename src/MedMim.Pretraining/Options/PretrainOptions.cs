using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Objectives;
using MedMim.Training.Augmentation;
using MedMim.Training.Options;

namespace MedMim.Pretraining.Options;

/// <summary>How an encoder is pretrained.</summary>
public sealed record PretrainOptions
{
    /// <summary>The network, one of <see cref="EncoderPresets.Names"/>. Default <c>resenc-tiny</c>.</summary>
    public string Encoder { get; init; } = "resenc-tiny";

    /// <summary>
    /// How often a transformer leaves out its last block's branches for a sample (<see cref="PrimusOptions.DropPath"/>), 0 to
    /// below 1; default 0. U-Nets have none.
    /// </summary>
    public double DropPath { get; init; }

    /// <summary>
    /// Size of a crop in voxels, [z, y, x]; a multiple of the network's downsampling and of the mask unit along every axis.
    /// Default 64×64×64.
    /// </summary>
    public GridSize PatchSize { get; init; } = new(64, 64, 64);

    /// <summary>Crops a step. At least 1; default 2.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>What is hidden.</summary>
    public MaskingOptions Masking { get; init; } = new();

    /// <summary>What the network is asked for. Default: what suits it.</summary>
    public ObjectiveKind Objective { get; init; } = ObjectiveKind.Auto;

    /// <summary>What its answers are compared with.</summary>
    public ReconstructionOptions Reconstruction { get; init; } = new();

    /// <summary>
    /// Crops with less of the body than this share of their voxels are drawn again, up to ten times. 0 to 1; default 0.1.
    /// </summary>
    public double MinimumTissueFraction { get; init; } = 0.1;

    /// <summary>How crops are changed at random before they are masked; image, priors and presence alike.</summary>
    public SpatialOptions Augmentation { get; init; } = new();

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
        Augmentation.Validate();
        Training.Validate();
        OptionRange.Defined("objective", Objective);
        OptionRange.AtLeast("batch_size", BatchSize, 1);
        OptionRange.AtLeast("montage_every", MontageEvery, 0);
        OptionRange.Within("minimum_tissue_fraction", MinimumTissueFraction, 0, 1);
        OptionRange.AtLeast("patch_size", Math.Min(PatchSize.Z, Math.Min(PatchSize.Y, PatchSize.X)), 1);
        var patch = new Axes(PatchSize.Z, PatchSize.Y, PatchSize.X);
        EncoderPresets.RequireDropPath(Encoder, DropPath);
        var (divisor, unit) = (EncoderPresets.Divisor(Encoder), ResolveMaskUnit());
        RequireMultiple(patch, divisor, $"what {Encoder} needs");
        RequireMultiple(patch, new(unit.Z, unit.Y, unit.X), "the mask unit");
        RequireSomethingSeen(PatchSize.Count / unit.Count);
        if (!Masking.FinerThanBottleneck && (unit.Z < divisor.Z || unit.Y < divisor.Y || unit.X < divisor.X))
        {
            throw new InputException(
                "mask_unit", $"is {unit}, finer than {divisor}, a cell of the bottleneck of {Encoder}",
                "Give at least that along each axis, or set finer_than_bottleneck.");
        }

        if (ResolveObjective() is ObjectiveKind.Mae or ObjectiveKind.Spark)
        {
            RequireCells(new(unit.Z, unit.Y, unit.X), divisor);
        }
    }

    /// <summary>The objective: as given, or what suits the network.</summary>
    public ObjectiveKind ResolveObjective() => Objective != ObjectiveKind.Auto ? Objective
        : EncoderPresets.IsPrimus(Encoder) ? ObjectiveKind.Mae : ObjectiveKind.Simmim;

    private void RequireSomethingSeen(long blocks)
    {
        if (ResolveObjective() != ObjectiveKind.Autoencoder && Math.Round(Masking.MaskRatio * blocks, MidpointRounding.AwayFromZero) >= blocks)
        {
            throw new InputException(
                "mask_ratio", FormattableString.Invariant($"is {Masking.MaskRatio}, which hides every one of the {blocks} blocks of a crop"),
                "Lower it, give a smaller mask unit, or a larger patch.");
        }
    }

    private void RequireCells(Axes unit, Axes cell)
    {
        if ((ResolveObjective() == ObjectiveKind.Mae) != EncoderPresets.IsPrimus(Encoder))
        {
            throw new InputException(
                "objective", $"is {ResolveObjective()}, which {Encoder} is not made for".ToLowerInvariant(),
                "Choose mae for primus networks, spark for resenc ones, simmim for either.");
        }

        if (!unit.IsMultipleOf(cell))
        {
            throw new InputException(
                "mask_unit", $"is {unit}, not a multiple of {cell}, a cell of {Encoder}",
                "Cells are left out whole: give a multiple along each axis.");
        }
    }

    /// <summary>The mask unit in voxels, [z, y, x]: as given, or the finest that suits the network.</summary>
    public GridSize ResolveMaskUnit() => Masking.MaskUnit
        ?? (EncoderPresets.Divisor(Encoder) is var d ? new GridSize(d.Z, d.Y, d.X) : default);

    /// <summary>What draws the masks; null where nothing is hidden.</summary>
    public IMaskingStrategy? CreateMasking() =>
        ResolveObjective() == ObjectiveKind.Autoencoder ? null : Masking.Create(ResolveMaskUnit());

    /// <summary>Passes through the network that a batch costs without a teacher: one forward, and two for the way back.</summary>
    public const int PassesWithoutTeacher = 3;

    /// <summary>
    /// Passes through the network that a batch costs, the unit in which compute is compared: a teacher adds its forward pass.
    /// Passes count alike whatever they skip.
    /// </summary>
    public int PassesPerBatch => PassesWithoutTeacher + (CreateMasking() is IGuidedMaskingStrategy ? 1 : 0);

    /// <summary>How the loop trains: with the teacher's moving average where the masks are guided.</summary>
    internal TrainingOptions ResolveTraining() => CreateMasking() is IGuidedMaskingStrategy
        ? Training with { Average = Masking.Teacher ?? TeacherMemory.For(Training.Steps) }
        : Training;

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
