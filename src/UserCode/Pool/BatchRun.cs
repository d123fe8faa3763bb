using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Pintle.UserCode.Running;
using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Pool;

/// <summary>One batch in one worker, from its start to its end, with the calls that it makes in between.</summary>
internal sealed class BatchRun(WorkerProcess worker, int number, UserBatch batch, Turn turn, HostCall call, UserCodeOptions options)
{
    // A promise that nobody can settle any more, since there is nothing left to wait for.
    private const string Never = "Timed out: what the code waits for can't happen.";
    private const string TooLong = "Timed out";

    private readonly HostCalls _calls = new(call);

    /// <exception cref="WorkerEndedException">The worker ended; the batch may be to blame.</exception>
    public async Task<BatchResult> RunAsync(CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(options.BatchLimit);
        try
        {
            var frame = await StartAsync(ct);
            while (frame.Kind == FrameKind.Waiting)
            {
                _calls.Begin(frame, end.Token);
                frame = await NextAsync(end.Token, ct);
            }

            return Read(frame);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or JsonException)
        {
            return BatchResult.Failed(batch.Count, $"Error: What the code left behind can't be read: {wrong.Message}");
        }
        catch (WorkerEndedException moved) when (moved.IsMoved)
        {
            worker.Abandon(number);
            throw;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            worker.Abandon(number);
            throw;
        }
        finally
        {
            if (batch.IsTest)
            {
                worker.Loaded.TryRemove(batch.Code.VersionId, out _);
            }

            await end.CancelAsync();
        }
    }

    private async Task<Frame> StartAsync(CancellationToken ct)
    {
        var credentials = JsonSerializer.Serialize(batch.Credentials);
        while (true)
        {
            if (!worker.Loaded.ContainsKey(batch.Code.VersionId))
            {
                await worker.ExchangeAsync(FrameKind.Load, 0, turn, ct, JsonSerializer.SerializeToUtf8Bytes(batch.Code));
                worker.Loaded[batch.Code.VersionId] = true;
            }

            var frame = await worker.ExchangeAsync(FrameKind.Start, number, turn, ct, StartPayload.Write(batch.Code.VersionId, credentials, batch.IsTest, batch.Events));
            if (frame.Kind != FrameKind.Unknown)
            {
                return frame;
            }

            worker.Loaded.TryRemove(batch.Code.VersionId, out _);
        }
    }

    // The next answer for the code; when there can be none, its end.
    private async Task<Frame> NextAsync(CancellationToken end, CancellationToken ct)
    {
        if (_calls.IsEmpty)
        {
            return await AnswerAsync(0, new HostAnswer(false, JsonSerializer.Serialize(Never)), ct);
        }

        try
        {
            var (id, answer) = await _calls.NextAsync(end);
            return await AnswerAsync(id, answer, ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return await AnswerAsync(0, new HostAnswer(false, JsonSerializer.Serialize(options.StrictPeer ? TooLong : $"{TooLong}: the batch took more than {options.BatchLimit.TotalSeconds:0.#} s, with all that it waits for. Give fetch a shorter timeout.")), ct);
        }
    }

    private async Task<Frame> AnswerAsync(int id, HostAnswer answer, CancellationToken ct)
    {
        var payload = new byte[5 + Encoding.UTF8.GetByteCount(answer.Json)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, id);
        payload[4] = answer.IsGood ? (byte)1 : (byte)0;
        Encoding.UTF8.GetBytes(answer.Json, payload.AsSpan(5));
        var frame = await worker.ExchangeAsync(FrameKind.Answer, number, turn, ct, payload);
        return frame.Kind == FrameKind.Unknown ? throw new WorkerEndedException("The isolate ended while the batch waited in it.") { IsInnocent = true } : frame;
    }

    private BatchResult Read(Frame frame) => frame.Kind switch
    {
        FrameKind.Done => ResultReader.Read(frame.Payload, batch.Count),
        FrameKind.Failed or FrameKind.TimedOut => BatchResult.Failed(batch.Count, Encoding.UTF8.GetString(frame.Payload.Span)),
        _ => throw new WorkerEndedException($"The code took more memory than it may ({options.HeapMegabytes} MB). Keep less at a time."),
    };
}
