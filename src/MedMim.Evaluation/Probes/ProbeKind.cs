namespace MedMim.Evaluation.Probes;

/// <summary>How frozen features are asked what they know.</summary>
public enum ProbeKind
{
    /// <summary><see cref="NearestNeighbours"/>.</summary>
    Knn,

    /// <summary><see cref="LogisticRegression"/>.</summary>
    Linear,
}
