using MedMim.Foundation.Failures;

namespace MedMim.Models.Networks;

/// <summary>The shape of a <see cref="Primus"/>.</summary>
public sealed record PrimusOptions
{
    /// <summary>Channels of the input; 1 for a single scan.</summary>
    public int InputChannels { get; init; } = 1;

    /// <summary>Channels of the output: classes with the background, or 1 for a reconstruction.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>Voxels of an input, [z, y, x]; multiples of <see cref="TokenSize"/>. The learned positions belong to it.</summary>
    public required Axes InputSize { get; init; }

    /// <summary>Voxels of a token, [z, y, x]; powers of two. Default 8×8×8.</summary>
    public Axes TokenSize { get; init; } = Axes.All(8);

    /// <summary>Width of a token; a multiple of six times <see cref="Heads"/>.</summary>
    public required int Width { get; init; }

    /// <summary>Blocks, at least 1.</summary>
    public required int Depth { get; init; }

    /// <summary>Attention heads, at least 1.</summary>
    public required int Heads { get; init; }

    /// <summary>
    /// Rate at which the last block's two branches are left out while training (stochastic depth, arXiv 1603.09382); it
    /// rises linearly from 0 at the first block. 0 to below 1; default 0. nnssl pretrains with 0.2.
    /// </summary>
    public double DropPath { get; init; }

    /// <summary>Tokens along each axis.</summary>
    public Axes Grid => new(InputSize.Z / TokenSize.Z, InputSize.Y / TokenSize.Y, InputSize.X / TokenSize.X);

    /// <summary>Tokens of a volume.</summary>
    public int Tokens => Grid.Z * Grid.Y * Grid.X;

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of range.</exception>
    public void Validate()
    {
        Require(InputChannels >= 1 && OutputChannels >= 1, "channels", "are not positive", "Give at least 1.");
        Require(
            TokenSize.Smallest >= 1 && TokenSize.Largest >= 2 && IsPower(TokenSize.Z) && IsPower(TokenSize.Y) && IsPower(TokenSize.X),
            "token_size", $"is {TokenSize}", "Give powers of two, such as 8×8×8.");
        Require(
            InputSize.Smallest >= 1 && InputSize.IsMultipleOf(TokenSize), "patch_size",
            $"is {InputSize}, not a multiple of {TokenSize}, the size of a token",
            "Change it along each axis to the nearest multiple.");
        Require(Depth >= 1 && Heads >= 1, "depth and heads", "are not positive", "Give at least 1.");
        Require(
            Width >= 1 && Width % (6 * Heads) == 0, "width", $"is {Width} for {Heads} heads",
            "Give a multiple of six times the heads: three axes of rotated pairs must fit a head.");
        Require(DropPath is >= 0 and < 1, "drop_path", $"is {DropPath}", "Give 0 to below 1.");
    }

    private static bool IsPower(int value) => value > 0 && (value & (value - 1)) == 0;

    private static void Require(bool holds, string field, string problem, string remedy)
    {
        if (!holds)
        {
            throw new InputException(field, problem, remedy);
        }
    }
}
