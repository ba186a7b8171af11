namespace MedMim.Studies.Protocols.Sections;

/// <summary>Numbers of the forward and backward pass.</summary>
public enum PrecisionName
{
    /// <summary>fp32: bf16 on CPUs does not give the same bytes twice.</summary>
    Auto,

    /// <summary>bfloat16 autocast over 32-bit weights.</summary>
    Bf16,

    /// <summary>32 bit throughout.</summary>
    Fp32,
}
