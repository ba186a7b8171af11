using MedMim.Training.Options;

namespace MedMim.FineTuning.Detection;

/// <summary>How boxes are found in a whole scan.</summary>
public sealed record DetectionWindowOptions
{
    /// <summary>Distance between windows as a share of their size, above 0 to 1; default 0.5.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>Windows at once. At least 1; default 4.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Whether each window is looked at in all eight mirrorings. Default no.</summary>
    public bool Mirror { get; init; }

    /// <summary>Numbers of the forward pass. Default float32.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Boxes of a window that score less are left out, 0 to 1; default 0.02.</summary>
    public double SmallestScore { get; init; } = 0.02;

    /// <summary>The best boxes of a view that are looked at, at least 1; default 1000.</summary>
    public int BoxesPerView { get; init; } = 1000;

    /// <summary>Largest IoU of two boxes of a label within a view, 0 to 1; default 0.2.</summary>
    public double ViewOverlap { get; init; } = 0.2;

    /// <summary>IoU from which boxes of several views are one, 0 to 1; default 0.2.</summary>
    public double ClusterOverlap { get; init; } = 0.2;

    /// <summary>The best boxes of a label that a scan keeps, at least 1; default 100.</summary>
    public int BoxesPerScan { get; init; } = 100;

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Within("step", Step, 0.05, 1);
        OptionRange.AtLeast("batch_size", BatchSize, 1);
        OptionRange.Defined("precision", Precision);
        OptionRange.Within("smallest_score", SmallestScore, 0, 1);
        OptionRange.AtLeast("boxes_per_view", BoxesPerView, 1);
        OptionRange.Within("view_overlap", ViewOverlap, 0, 1);
        OptionRange.Within("cluster_overlap", ClusterOverlap, 0, 1);
        OptionRange.AtLeast("boxes_per_scan", BoxesPerScan, 1);
    }
}
