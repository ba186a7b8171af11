namespace MedMim.Training.Logs;

/// <summary>The loss of one logged step.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Loss">The loss of its batch.</param>
public readonly record struct LoggedLoss(long Step, double Loss);
