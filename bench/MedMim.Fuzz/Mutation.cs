namespace MedMim.Fuzz;

/// <summary>What is done to a file.</summary>
internal enum Mutation
{
    /// <summary>Bits are flipped: one to sixty-four, half of the time in the header alone.</summary>
    BitFlips = 0,

    /// <summary>The end is cut off.</summary>
    Truncation = 1,

    /// <summary>A number in the header becomes an extreme one.</summary>
    LengthField = 2,

    /// <summary>Two pieces of the header change places.</summary>
    SwappedTags = 3,

    /// <summary>The dimensions become huge.</summary>
    HugeDimensions = 4,

    /// <summary>A piece is overwritten with noise, in the pixels as well.</summary>
    Noise = 5,
}
