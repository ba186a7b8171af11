using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Preparation;

/// <summary>Prepares a store for training by itself, outside a whole study.</summary>
public static class StorePreparation
{
    /// <summary>Prepares the series of the protocol's modalities; run again, it does what is new or changed.</summary>
    /// <param name="protocolPath">The protocol file; its preparation, modalities and seed count.</param>
    /// <param name="storePath">The store.</param>
    /// <param name="output">The folder for the prepared volumes.</param>
    /// <param name="splitPath">A <c>split.json</c> whose training cases alone decide the plan's numbers; null for all cases.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellation">Stops between cases; what is finished is kept.</param>
    /// <returns>How many volumes are prepared.</returns>
    /// <exception cref="InputException">The protocol, the store or the split cannot be used.</exception>
    public static int Run(
        string protocolPath, string storePath, string output, string? splitPath, IProgressReporter progress,
        CancellationToken cancellation)
    {
        var protocol = ProtocolFile.Load(protocolPath);
        var store = ScanStore.Open(storePath);
        return Run(protocol, store, output, splitPath is null ? null : StudySplit.Read(splitPath), progress, cancellation);
    }

    /// <summary>As the other overload, of what is open already.</summary>
    internal static int Run(
        StudyProtocol protocol, ScanStore store, string output, StudySplit? split, IProgressReporter progress,
        CancellationToken cancellation) => new PreparationStep(store, protocol.Preparation.ToOptions(), progress)
        {
            // Whoever is validated or tested on has no say in spacing or intensities.
            Training = split?.Pretrain.Concat(split.Train).ToHashSet(StringComparer.Ordinal),
            Channels = protocol.Data.ToChannels(),
            Seed = protocol.Seed,
        }.Run(output, StudySeries.Of(protocol, store), cancellation).Cases.Count;
}
