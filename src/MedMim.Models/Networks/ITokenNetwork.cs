namespace MedMim.Models.Networks;

/// <summary>A network over a grid of tokens with learned positions.</summary>
public interface ITokenNetwork
{
    /// <summary>Tokens along each axis.</summary>
    Axes Grid { get; }

    /// <summary>Attention heads.</summary>
    int Heads { get; }
}
