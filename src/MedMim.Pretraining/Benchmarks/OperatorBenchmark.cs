using MedMim.Datasets.Preparation;
using MedMim.Foundation.Progress;
using MedMim.Models.Native;
using MedMim.Pretraining.Options;
using MedMim.Training.Devices;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>Which operators whole steps spend their time in. The recording itself takes time: the steps are not those that are measured.</summary>
internal static class OperatorBenchmark
{
    private const int Steps = 3;

    /// <summary>Pretrains a few steps and records all but the first and the last.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="data">Its volumes.</param>
    /// <param name="device">Where.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    public static IReadOnlyList<OperatorTime> Run(PretrainOptions settings, IPreparedCases data, ComputeDevice device, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("medmim-operators-").FullName;
        try
        {
            var trace = Path.Combine(folder, "trace.json");
            using (var recorder = new Recorder(trace))
            {
                Pretrainer.Run(
                    settings with { Training = settings.Training with { Steps = Steps + 2 } }, data, [.. data.Cases.Select(c => c.Id)],
                    new() { Folder = folder, Progress = recorder, Device = device }, cancellation);
            }

            return OperatorTime.Read(trace);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Progress is told in the thread that trains, between two steps: there the recording begins and ends.</summary>
    private sealed class Recorder(string path) : IProgressReporter, IProgressTask
    {
        private OperatorProfile? profile;

        public IProgressTask Begin(string title, long total, string unit) => this;

        public void Report(long done, string? detail = null)
        {
            if (done == 1)
            {
                profile = new(path);
            }
            else if (done == Steps + 1)
            {
                Dispose();
            }
        }

        public void SetTotal(long total)
        {
        }

        public void Dispose()
        {
            profile?.Dispose();
            profile = null;
        }
    }
}
