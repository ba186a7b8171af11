using MedMim.Models.Networks;

namespace MedMim.FineTuning.Planning;

/// <summary>What a plan is made from.</summary>
public sealed record PlanRequest
{
    /// <summary>The preset.</summary>
    public required string Encoder { get; init; }

    /// <summary>Outputs, the background included.</summary>
    public required int Classes { get; init; }

    /// <summary>Whether every decoder stage is supervised.</summary>
    public bool DeepSupervision { get; init; } = true;

    /// <summary>Sizes of the prepared training cases, [z, y, x]; at least one.</summary>
    public required IReadOnlyList<Axes> Shapes { get; init; }

    /// <summary>What the patch must be a multiple of beside the network's divisor.</summary>
    public Axes Multiple { get; init; } = Axes.All(1);

    /// <summary>Bytes that training may take.</summary>
    public required double Budget { get; init; }

    /// <summary>The patch where a person gave it; null to find it.</summary>
    public Axes? Patch { get; init; }

    /// <summary>Crops in a batch where a person gave it; null to find it.</summary>
    public int? Batch { get; init; }
}
