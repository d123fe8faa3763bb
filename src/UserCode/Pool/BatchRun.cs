using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Pintle.UserCode.Running;
using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Pool;

/// <summary>One batch in one worker, from its start to its end, with the calls that it makes in between.</summary>
internal sealed class BatchRun(WorkerProcess worker, int number, UserBatch batch, HostCall call, TimeSpan limit)
{
    private const int MostCalls = 10_000;

    // A promise that nobody can settle any more, since there is nothing left to wait for.
    private const string Never = "Timed out: what the code waits for can't happen.";
    private const string TooLong = "Timed out";

    private readonly List<Task<(int Id, HostAnswer Answer)>> _calls = [];
    private int _asked;

    /// <exception cref="WorkerEndedException">The worker ended; the batch may be to blame.</exception>
    public async Task<BatchResult> RunAsync(CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(limit);
        try
        {
            var frame = await StartAsync(ct);
            while (frame.Kind == FrameKind.Waiting)
            {
                Take(frame, end.Token);
                frame = await NextAsync(end.Token, ct);
            }

            return Read(frame);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await worker.AbandonAsync(number);
            throw;
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task<Frame> StartAsync(CancellationToken ct)
    {
        var credentials = JsonSerializer.Serialize(batch.Credentials);
        while (true)
        {
            if (!worker.Loaded.Contains(batch.Code.VersionId))
            {
                await worker.ExchangeAsync(FrameKind.Load, 0, ct, JsonSerializer.SerializeToUtf8Bytes(batch.Code));
                worker.Loaded.Add(batch.Code.VersionId);
            }

            var frame = await worker.ExchangeAsync(FrameKind.Start, number, ct, StartPayload.Write(batch.Code.VersionId, credentials, batch.IsTest, batch.Events));
            if (frame.Kind != FrameKind.Unknown)
            {
                return frame;
            }

            worker.Loaded.Remove(batch.Code.VersionId);
        }
    }

    private void Take(Frame frame, CancellationToken end)
    {
        foreach (var asked in JsonElement.Parse(frame.Payload.Span).EnumerateArray())
        {
            _calls.Add(CallAsync(asked[0].GetInt32(), asked[1].GetString()!, asked[2], end));
        }
    }

    private async Task<(int Id, HostAnswer Answer)> CallAsync(int id, string kind, JsonElement arguments, CancellationToken end)
    {
        await Task.Yield();
        return ++_asked > MostCalls
            ? (id, new HostAnswer(false, """{"message":"The code makes too many calls for one batch."}"""))
            : (id, await call(kind, arguments, end));
    }

    // The next answer for the code; when there can be none, its end.
    private async Task<Frame> NextAsync(CancellationToken end, CancellationToken ct)
    {
        if (_calls.Count == 0)
        {
            return await AnswerAsync(0, new HostAnswer(false, JsonSerializer.Serialize(Never)), ct);
        }

        var done = await Task.WhenAny(Task.WhenAny(_calls), Task.Delay(Timeout.InfiniteTimeSpan, end));
        ct.ThrowIfCancellationRequested();
        if (done is not Task<Task<(int, HostAnswer)>> { Result: { IsCompletedSuccessfully: true } first })
        {
            return await AnswerAsync(0, new HostAnswer(false, JsonSerializer.Serialize(TooLong)), ct);
        }

        _calls.Remove(first);
        var (id, answer) = await first;
        return await AnswerAsync(id, answer, ct);
    }

    private async Task<Frame> AnswerAsync(int id, HostAnswer answer, CancellationToken ct)
    {
        var payload = new byte[5 + Encoding.UTF8.GetByteCount(answer.Json)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, id);
        payload[4] = answer.IsGood ? (byte)1 : (byte)0;
        Encoding.UTF8.GetBytes(answer.Json, payload.AsSpan(5));
        var frame = await worker.ExchangeAsync(FrameKind.Answer, number, ct, payload);
        return frame.Kind == FrameKind.Unknown ? throw new WorkerEndedException("The isolate ended while the batch waited in it.") { IsInnocent = true } : frame;
    }

    private BatchResult Read(Frame frame) => frame.Kind switch
    {
        FrameKind.Done => ResultReader.Read(frame.Payload),
        FrameKind.Failed => BatchResult.Failed(batch.Count, Encoding.UTF8.GetString(frame.Payload.Span)),
        _ => throw new WorkerEndedException("The code took more memory than it may."),
    };
}
