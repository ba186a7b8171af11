namespace MedMim.Studies.Protocols.Sections;

/// <summary>What pretraining asks of the network.</summary>
public enum ObjectiveName
{
    /// <summary>What suits the network.</summary>
    Auto,

    /// <summary>Fill in masked voxels, with the whole network.</summary>
    Simmim,

    /// <summary>Drop masked tokens, and let a shallow decoder give them back.</summary>
    Mae,

    /// <summary>Leave masked voxels out of a convolutional encoder, and fill them in.</summary>
    Spark,

    /// <summary>The control: give back everything, through the bottleneck.</summary>
    Autoencoder,
}
