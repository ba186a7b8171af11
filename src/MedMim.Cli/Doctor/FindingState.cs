namespace MedMim.Cli.Doctor;

/// <summary>How grave a finding is.</summary>
internal enum FindingState
{
    /// <summary>There, and as it should be.</summary>
    Good = 0,

    /// <summary>Not there, and only some things need it.</summary>
    Optional = 1,

    /// <summary>Missing or broken: studies cannot run.</summary>
    Missing = 2,
}
