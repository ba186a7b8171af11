namespace MedMim.Models.Weights;

/// <summary>In which order a transformer counted a volume's tokens when its weights were made.</summary>
public enum TokenOrder
{
    /// <summary>z slowest, then y, then x: Primus.</summary>
    Zyx,

    /// <summary>y slowest, then z, then x: nnssl's masked autoencoder (EvaMAE), on cubic inputs.</summary>
    Yzx,
}
