namespace MedMim.Studies.Protocols.Sections;

/// <summary>Numbers of the forward and backward pass.</summary>
public enum PrecisionName
{
    /// <summary>bf16 where the hardware computes with it natively, else fp32.</summary>
    Auto,

    /// <summary>bfloat16 autocast over 32-bit weights.</summary>
    Bf16,

    /// <summary>32 bit throughout.</summary>
    Fp32,
}
