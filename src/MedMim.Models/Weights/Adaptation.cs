using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>How a tensor of a file becomes a model's.</summary>
/// <param name="Status">What becomes of it.</param>
/// <param name="Reason">Why; empty where it is taken as it is.</param>
/// <param name="Change">The change; null where there is none.</param>
internal sealed record Adaptation(LoadStatus Status, string Reason, Func<Tensor, Tensor>? Change = null)
{
    /// <summary>Decides on a tensor that is wanted.</summary>
    public static Adaptation Of(string name, WeightEntry source, Tensor target, nn.Module model, WeightLoadOptions options)
    {
        if (model is ITokenNetwork tokens && source.Shape.Count == target.dim())
        {
            if (TokenPositions.IsPositions(name) && source.Shape[^1] == target.shape[^1])
            {
                return Positions(source, tokens, options);
            }

            if (TokenPositions.IsRotated(name) && options.TokenOrder == TokenOrder.Yzx && source.Shape.SequenceEqual(target.shape))
            {
                return new(
                    LoadStatus.Adapted, "channels for z and y exchanged in each head: tokens were counted y first",
                    value => TokenPositions.SwapThirds(value, tokens.Heads));
            }
        }

        if (source.Shape.SequenceEqual(target.shape))
        {
            return new(LoadStatus.Loaded, source.Type == target.dtype ? string.Empty : $"converted from {source.Type}");
        }

        return options.AdaptInputChannels && InputChannels.Fits(name, source.Shape, target.shape)
            ? new(
                LoadStatus.Adapted, $"{source.Shape[1]} input channels averaged and spread over {target.shape[1]}",
                value => InputChannels.Adapt(value, target.shape[1]))
            : new(LoadStatus.Skipped, $"its shape in the file is {string.Join('×', source.Shape)}");
    }

    private static Adaptation Positions(WeightEntry source, ITokenNetwork model, WeightLoadOptions options)
    {
        var count = source.Shape[1];
        var isSame = count == (long)model.Grid.Z * model.Grid.Y * model.Grid.X;
        if (isSame && options.PositionGrid is null && options.TokenOrder == TokenOrder.Zyx)
        {
            return new(LoadStatus.Loaded, source.Type == ScalarType.Float32 ? string.Empty : $"converted from {source.Type}");
        }

        if (TokenPositions.Grid(count, options.PositionGrid) is not { } grid)
        {
            return new(LoadStatus.Skipped, $"its {count} positions are no cube and not of the grid given: say which grid they are of");
        }

        var isTransposed = options.TokenOrder == TokenOrder.Yzx;
        if (isTransposed && (grid.Z != grid.Y || grid.Y != grid.X))
        {
            return new(LoadStatus.Skipped, $"its positions of {grid} tokens were counted y first, which is undone on cubes only");
        }

        if (grid == model.Grid && !isTransposed)
        {
            return new(LoadStatus.Loaded, string.Empty);
        }

        var resized = grid == model.Grid ? string.Empty : $"positions of {grid} tokens resized to {model.Grid}";
        var transposed = isTransposed ? "tokens counted y first, transposed" : string.Empty;
        return new(
            LoadStatus.Adapted, string.Join("; ", new[] { transposed, resized }.Where(r => r.Length > 0)),
            value => TokenPositions.Resize(isTransposed ? TokenPositions.Transpose(value, grid) : value, grid, model.Grid));
    }
}
