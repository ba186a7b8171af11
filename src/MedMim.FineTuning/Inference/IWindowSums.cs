using MedMim.Foundation.Failures;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Weighted sums of windows' probabilities, from the networks' answers to finished slices. The memory that they lie in is the
/// implementation's choice.
/// </summary>
internal interface IWindowSums : IDisposable
{
    /// <summary>
    /// Adds one answer for every window of a batch. A window's answers (mirror images, models) are averaged; with the last of
    /// them its probabilities are added to the sums.
    /// </summary>
    /// <param name="logits">[n, c, d, h, w], of any floating-point type, where the network lies.</param>
    /// <param name="flips">How the windows were mirrored (<see cref="Mirroring"/>); the first answer is not.</param>
    /// <param name="windows">The n windows, in the order of <see cref="PlacedWindow.All"/>.</param>
    /// <exception cref="InputException">A logit is not a finite number. It may be told when slices are handed on.</exception>
    void Add(Tensor logits, int flips, ReadOnlySpan<PlacedWindow> windows);

    /// <summary>
    /// Says that no further window touches the slices below <paramref name="end"/>. They are handed on in order, some perhaps
    /// later; all of them where <paramref name="end"/> is the volume's. To be called after every batch.
    /// </summary>
    /// <param name="end">A slice; below the slices that are finished it changes nothing.</param>
    /// <param name="consumer">Who gets them.</param>
    /// <exception cref="InputException">A logit was not a finite number.</exception>
    void Finish(int end, ISlabConsumer consumer);
}
