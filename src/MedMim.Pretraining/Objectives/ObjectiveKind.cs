namespace MedMim.Pretraining.Objectives;

/// <summary>What pretraining asks of a network.</summary>
public enum ObjectiveKind
{
    /// <summary>What suits the network: <see cref="Mae"/> for a transformer, else <see cref="Simmim"/>.</summary>
    Auto,

    /// <summary>Masked voxels are set to the mean and reconstructed by the whole network.</summary>
    Simmim,

    /// <summary>Masked tokens are dropped, and reconstructed by a shallow decoder.</summary>
    Mae,

    /// <summary>Masked voxels are left out of a convolutional encoder, whose features are then made dense.</summary>
    Spark,

    /// <summary>The control: nothing is masked, and everything goes through the bottleneck.</summary>
    Autoencoder,
}
