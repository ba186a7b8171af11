using System.Text.Json.Serialization;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>The optimizers as protocols name them.</summary>
public enum OptimizerName
{
    /// <summary>Adam with decoupled weight decay.</summary>
    [JsonStringEnumMemberName("adamw")]
    AdamW,

    /// <summary>Stochastic gradient descent with Nesterov momentum.</summary>
    [JsonStringEnumMemberName("sgd")]
    Sgd,
}
