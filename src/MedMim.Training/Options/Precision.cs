namespace MedMim.Training.Options;

/// <summary>Numbers of the forward and backward pass.</summary>
public enum Precision
{
    /// <summary>32-bit floating point throughout.</summary>
    Float32,

    /// <summary>bfloat16 where torch's autocast deems it safe; float32 weights.</summary>
    BFloat16,
}
