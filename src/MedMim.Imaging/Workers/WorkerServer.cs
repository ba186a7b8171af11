using System.Threading.Channels;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Structures;

namespace MedMim.Imaging.Workers;

/// <summary>The inside of a worker process: answers requests until its input ends.</summary>
/// <param name="toolkit">Reads and writes DICOM.</param>
/// <param name="input">Requests.</param>
/// <param name="output">Replies.</param>
/// <param name="assumed">How volume files are taken that do not say which way they lie.</param>
public sealed class WorkerServer(
    IDicomToolkit toolkit, Stream input, Stream output, AssumedOrientation assumed = AssumedOrientation.Refuse)
{
    private static readonly Refusal Failed = new(RefusalCodes.DecoderCrashed, "The decoder failed on it.");

    // What reading a header may take beyond four times the file.
    private const long HeaderMemory = 256L << 20;

    private readonly FileInspector _inspector = new(toolkit, assumed);
    private readonly VolumeReader _volumes = new(toolkit, assumed);
    private readonly StructureSetReader _structures = new(toolkit);
    private readonly SegmentationReader _segmentations = new(toolkit);

    /// <summary>Serves. When the input ends, the parent is gone: the process ends at once, whatever it is decoding.</summary>
    public async Task RunAsync()
    {
        await SendAsync(new WorkerReply { Toolkit = $"{toolkit.Name} {toolkit.Version}" });
        var requests = Channel.CreateUnbounded<(WorkerRequest, byte[])>();
        var listener = new Thread(() => Listen(requests.Writer)) { IsBackground = true };
        listener.Start();
        await foreach (var (request, attachment) in requests.Reader.ReadAllAsync())
        {
            await AnswerAsync(request, attachment);
        }
    }

    private void Listen(ChannelWriter<(WorkerRequest, byte[])> requests)
    {
        try
        {
            while (true)
            {
                requests.TryWrite(
                    MessageStream.ReadAsync(input, WorkerJson.Default.WorkerRequest, default).GetAwaiter().GetResult());
            }
        }
        catch (Exception e) when (e is EndOfStreamException or IOException)
        {
            WorkerIsolation.Leave();
        }
    }

    private async Task AnswerAsync(WorkerRequest request, byte[] attachment)
    {
        try
        {
            foreach (var reply in Handle(request, attachment))
            {
                await SendAsync(reply);
            }
        }
        catch (RefusedException e)
        {
            await SendAsync(new WorkerReply { Refusal = e.Refusal });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await SendAsync(new WorkerReply { WriteError = e.Message });
        }
        catch (InputException e)
        {
            await SendAsync(new WorkerReply { Fault = new(e.Subject, e.Problem, e.Remedy) });
        }
        catch (OutOfMemoryException)
        {
            await SendAsync(new WorkerReply { Refusal = new(RefusalCodes.Unsupported, "Reading it takes more memory than allowed.") });
        }
        catch (Exception e) when (e is not NotSupportedException)
        {
            // Whatever a library throws on a hostile file; its words may quote the file, so they go nowhere.
            await SendAsync(new WorkerReply { Refusal = Failed });
        }
    }

    private IEnumerable<WorkerReply> Handle(WorkerRequest request, byte[] attachment)
    {
        switch (request.Task)
        {
            case WorkerTask.Inspect:
                foreach (var path in request.Paths)
                {
                    yield return new WorkerReply { Inspection = Inspect(path) };
                }

                break;
            case WorkerTask.ReadVolume:
                yield return new WorkerReply { Voxels = _volumes.Read(request.Plan!, request.Paths[0]) };
                break;
            case WorkerTask.ReadStructures:
                yield return new WorkerReply { Structures = _structures.Read(request.Paths[0]) };
                break;
            case WorkerTask.ReadSegmentation:
                yield return new WorkerReply { Segmentation = _segmentations.Read(request.Paths[0]) };
                break;
            case WorkerTask.ReadSegments:
                NpyFile.Write(request.Paths[0], _segmentations.ReadLabels(request.Segments!));
                break;
            case WorkerTask.WriteSegmentation:
                new SegmentationExporter(toolkit).Write(request.Export!);
                break;
            case WorkerTask.Write:
                Write(request, attachment);
                break;
            case WorkerTask.Deidentify:
                yield return new WorkerReply { Deidentified = request.Deidentification!.Apply(request.Paths[0], request.Paths[1]) };
                break;
            default:
                throw new NotSupportedException($"Task {request.Task}.");
        }

        yield return new WorkerReply { Done = true };
    }

    private FileInspection Inspect(string path)
    {
        try
        {
            using var allowance = WorkerIsolation.Allow(HeaderMemory + (4 * LengthOf(path)));
            return _inspector.Inspect(path);
        }
        catch (Exception e) when (e is not InputException)
        {
            return new(path, FileKind.Other) { Refusal = Failed };
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private void Write(WorkerRequest request, byte[] attachment)
    {
        using var stream = new MemoryStream(attachment, writable: false);
        var dataset = DatasetCodec.Read(stream);
        ReadOnlyMemory<byte>? pixels = request.HasPixels ? attachment.AsMemory((int)stream.Position) : null;
        toolkit.Write(dataset, pixels, request.Paths[0], request.Syntax);
    }

    private Task SendAsync(WorkerReply reply) =>
        MessageStream.WriteAsync(output, reply, WorkerJson.Default.WorkerReply, default, default);
}
