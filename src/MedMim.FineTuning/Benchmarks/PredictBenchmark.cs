using System.Diagnostics;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Segmentation;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Training;
using MedMim.Training.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Benchmarks;

/// <summary>Predicts a made scan as <c>medmim predict</c> does once it is in the store, and measures time and memory.</summary>
public static class PredictBenchmark
{
    /// <summary>Predicts and measures.</summary>
    /// <param name="options">What.</param>
    /// <param name="folder">Room for the scan and temporary files.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="Foundation.Failures.InputException">An option is out of range.</exception>
    public static PredictMeasurement Run(
        PredictBenchmarkOptions options, string folder, ComputeDevice device, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        options.Validate();
        var scan = MadeScan.Write(folder, options.Size);
        TorchRuntime.Initialize();
        var target = device.Open();
        manual_seed(1);
        var network = Network(options).to(target);
        var window = new SlidingWindowOptions { Step = options.Step, BatchSize = options.BatchSize, Precision = options.Precision };
        var plan = new PreparationPlan { Spacing = options.Spacing == 1 ? null : new(options.Spacing, options.Spacing, options.Spacing), CropMargin = null };
        LabelClass[] labels = [.. Enumerable.Range(1, options.Classes - 1).Select(v => new LabelClass(v, $"class {v}"))];
        using var predictor = new Predictor(network, options.PatchSize, labels, plan, window);
        var model = Settled();
        var forward = PeakMemory.Of(() => Forward(network, options, target)) - model;
        PreparedScan? prepared = null;
        var clock = Stopwatch.StartNew();
        var prepare = PeakMemory.Of(() => prepared = new SlabPreparer(plan, folder).Prepare(scan, cancellation)) - model;
        var prepareSeconds = clock.Elapsed.TotalSeconds;
        using (prepared)
        {
            Settled();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            clock.Restart();
            var predict = PeakMemory.Of(() => predictor.Predict(prepared!, prepared!.Region, [], cancellation)) - model;
            return new(
                prepareSeconds, clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds,
                prepared!.Geometry.Size.Count, model, forward, prepare, predict);
        }
    }

    private static VolumeNetwork Network(PredictBenchmarkOptions options) => options.Encoder == "conv"
        ? new ThinNetwork(options.Classes)
        : EncoderPresets.Create(
            options.Encoder, options.Classes, deepSupervision: false,
            patchSize: new Axes(options.PatchSize.Z, options.PatchSize.Y, options.PatchSize.X));

    private static void Forward(VolumeNetwork network, PredictBenchmarkOptions options, Device device)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        using var precision = PrecisionScope.Open(options.Precision, device.type);
        network.eval();
        var patch = options.PatchSize;
        network.forward(zeros([options.BatchSize, 1, patch.Z, patch.Y, patch.X], device: device));
    }

    private static ResidentMemory Settled()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return ResidentMemory.Now();
    }
}
