namespace MedMim.Cli.Doctor;

/// <summary>What the doctor found of one thing that MedMim needs or can use.</summary>
/// <param name="Name">Such as <c>libtorch</c>.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Text">What was found, or what is missing.</param>
/// <param name="Remedy">What to do where it is missing.</param>
internal sealed record Finding(string Name, FindingState State, string Text, string? Remedy = null);
