namespace MedMim.Models.Native;

/// <summary>How libtorch was found.</summary>
public enum LibTorchOrigin
{
    /// <summary>Named by the environment variable <c>MEDMIM_LIBTORCH</c>.</summary>
    Environment,

    /// <summary>Beside the program.</summary>
    Bundle,

    /// <summary>In the package cache that the program was built with.</summary>
    Package,
}
