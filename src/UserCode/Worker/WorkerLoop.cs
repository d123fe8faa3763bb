using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Pintle.UserCode.Code;
using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Worker;

/// <summary>What a worker process does: one frame at a time, each answered before the next is read, so that the host knows what runs.</summary>
internal sealed class WorkerLoop(FrameStream frames, WorkerOptions options) : IDisposable
{
    // Of a frame: what it leaves is given back to the system at once.
    private const int ManyBytes = 8 << 20;

    // Heaps do not grow much in less.
    private static readonly TimeSpan LongRun = TimeSpan.FromMilliseconds(5);

    private readonly IsolateShelf _isolates = new(options);
    private readonly Dictionary<int, BatchContext> _batches = [];

    /// <summary>Until the host closes its end.</summary>
    public void Run()
    {
        while (frames.Read() is { } frame)
        {
            switch (frame.Kind)
            {
                case FrameKind.Load:
                    _isolates.Load(TypeScriptCode.Stripped(JsonSerializer.Deserialize<TransformationCode>(frame.Payload.Span)!, options.RunLimit));
                    frames.Write(FrameKind.Done, 0, []);
                    break;
                case FrameKind.Read:
                    frames.Write(FrameKind.Done, 0, JsonSerializer.SerializeToUtf8Bytes(CodeReader.Read(frame.Payload.Span, options.RunLimit)));
                    break;
                case FrameKind.Start:
                    Start(frame);
                    break;
                case FrameKind.Answer:
                    Answer(frame);
                    break;
                case FrameKind.Abandon:
                    End(frame.Batch);
                    break;
                default:
                    throw new InvalidDataException($"A worker is sent no {frame.Kind}.");
            }
        }
    }

    public void Dispose()
    {
        foreach (var batch in _batches.Values)
        {
            batch.Dispose();
        }

        _isolates.Dispose();
    }

    private void Start(Frame frame)
    {
        var start = StartPayload.Read(frame.Payload.Span);
        if (_isolates.Find(start.VersionId) is not { } isolate)
        {
            frames.Write(FrameKind.Unknown, frame.Batch, []);
            return;
        }

        var batch = isolate.NewContext(start.IsTest);
        _batches[frame.Batch] = batch;
        isolate.Batches++;
        Tell(frame.Batch, batch.Start(start.Messages, start.Metadata, start.Credentials));
    }

    private void Answer(Frame frame)
    {
        if (!_batches.TryGetValue(frame.Batch, out var batch))
        {
            // Another batch of its version has taken too much memory.
            frames.Write(FrameKind.Unknown, frame.Batch, []);
            return;
        }

        var payload = frame.Payload.Span;
        Tell(frame.Batch, batch.Answer(BinaryPrimitives.ReadInt32LittleEndian(payload), payload[4] == 1, Encoding.UTF8.GetString(payload[5..])));
    }

    // The answer goes out before the context is taken down: the host need not wait for that.
    private void Tell(int number, Progress progress)
    {
        frames.Write((FrameKind)((int)progress.Kind + (int)FrameKind.Done - (int)ProgressKind.Done), number, Encoding.UTF8.GetBytes(progress.Text));
        if (progress.Kind != ProgressKind.Waiting)
        {
            var (isolate, ran, isTest) = (_batches[number].Isolate, _batches[number].Ran, _batches[number].IsTest);
            End(number);
            if (progress.Kind is ProgressKind.OutOfMemory or ProgressKind.TimedOut)
            {
                // An isolate that was ended for its memory takes nothing more; and what waits in the pipe for code that ran for too long is to go elsewhere.
                EndAll(isolate.Code.VersionId);
                _isolates.Drop(isolate.Code.VersionId);
            }
            else if (isolate.Batches == 0 && (isTest || (ran > LongRun && isolate.IsHeavy)))
            {
                _isolates.Drop(isolate);
            }
            else if (_isolates.HasRoom)
            {
                isolate.MakeAhead();
            }
            else
            {
                isolate.Trim();
            }
        }

        if (progress.Text.Length > ManyBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private void EndAll(string versionId)
    {
        foreach (var number in _batches.Where(b => b.Value.Isolate.Code.VersionId == versionId).Select(b => b.Key).ToList())
        {
            End(number);
        }
    }

    private void End(int number)
    {
        if (_batches.Remove(number, out var batch))
        {
            batch.Dispose();
            batch.Isolate.Batches--;
        }
    }
}
