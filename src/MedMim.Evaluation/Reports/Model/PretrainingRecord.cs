namespace MedMim.Evaluation.Reports.Model;

/// <summary>How the encoder was pretrained.</summary>
public sealed record PretrainingRecord
{
    /// <summary>The masking strategy, such as <c>anatomy-adapted</c>.</summary>
    public required string MaskingStrategy { get; init; }

    /// <summary>The options as run.</summary>
    public IReadOnlyList<NamedValue> Options { get; init; } = [];

    /// <summary>The reconstruction loss on masked voxels.</summary>
    public IReadOnlyList<CurvePoint> Loss { get; init; } = [];

    /// <summary>A PNG of input, mask, reconstruction and target side by side; empty where none was drawn.</summary>
    public ReadOnlyMemory<byte> Montage { get; init; }

    /// <summary>What the picture's rows and columns are.</summary>
    public string MontageCaption { get; init; } = string.Empty;
}
