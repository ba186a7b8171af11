namespace MedMim.Studies.Protocols.Sections;

/// <summary>When the tissue prior gives way to the teacher's loss, in shares of the steps.</summary>
public sealed record CurriculumSection
{
    /// <summary>Before this share the prior alone decides.</summary>
    public double Begin { get; init; } = 0.1;

    /// <summary>From this share on the loss does.</summary>
    public double End { get; init; } = 0.9;
}
