namespace MedMim.Training;

/// <summary>
/// Where the time of a step went. On a GPU, work is handed over and waited for where a number is needed: the forward pass and the
/// loss are then what handing them over took, and the backward pass all that the GPU did until the gradients were clipped.
/// </summary>
internal readonly record struct StepTimes
{
    /// <summary>Waiting for data.</summary>
    public TimeSpan Data { get; init; }

    /// <summary>The network's answer, and the batch's way into tensors.</summary>
    public TimeSpan Forward { get; init; }

    /// <summary>Comparing the answer with what it should be, as far as the task tells it apart.</summary>
    public TimeSpan Loss { get; init; }

    /// <summary>Gradients, with their sum over the ranks and their clipping.</summary>
    public TimeSpan Backward { get; init; }

    /// <summary>The optimizer, and the moving average where there is one.</summary>
    public TimeSpan Update { get; init; }

    /// <summary>Two parts of a step.</summary>
    public static StepTimes operator +(StepTimes a, StepTimes b) => new()
    {
        Data = a.Data + b.Data,
        Forward = a.Forward + b.Forward,
        Loss = a.Loss + b.Loss,
        Backward = a.Backward + b.Backward,
        Update = a.Update + b.Update,
    };

    /// <summary>For <c>timing.jsonl</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures =>
    [
        new("data_wait_seconds", Seconds(Data)),
        new("forward_seconds", Seconds(Forward)),
        new("loss_seconds", Seconds(Loss)),
        new("backward_seconds", Seconds(Backward)),
        new("update_seconds", Seconds(Update)),
    ];

    /// <summary>Seconds, to a tenth of a millisecond.</summary>
    public static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 4);
}
