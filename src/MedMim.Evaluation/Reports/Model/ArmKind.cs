namespace MedMim.Evaluation.Reports.Model;

/// <summary>What an arm of the study is for.</summary>
public enum ArmKind
{
    /// <summary>Fine-tuned from the pretrained encoder.</summary>
    Pretrained,

    /// <summary>Its matched twin from random weights.</summary>
    Scratch,

    /// <summary>A simple method without learning, to show what the task asks for.</summary>
    Baseline,
}
