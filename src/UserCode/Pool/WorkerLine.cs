using System.Diagnostics;
using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Pool;

/// <summary>
/// What goes to a worker, in order, and its answers. One batch is in hand; the next is in the pipe already when it fits, so that the worker need not wait
/// for it. Thread-safe.
/// </summary>
/// <param name="capacity">Bytes that the pipe takes without somebody who reads it.</param>
internal sealed class WorkerLine(FrameStream frames, int capacity)
{
    private const int MostSent = 2;

    // Frames have headers.
    private const int Slack = 4_096;

    private readonly Lock _gate = new();
    private readonly Queue<Exchange> _sent = [];
    private readonly LinkedList<Exchange> _waiting = [];
    private long _began;

    /// <summary>When the exchange in hand began, as a timestamp of <see cref="Stopwatch"/>; 0: the worker has nothing to do.</summary>
    public long Began => Volatile.Read(ref _began);

    /// <summary>Nothing more comes of it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Hears answers, on a thread of its own, until the pipe ends.</summary>
    public void Listen() => new Thread(() =>
    {
        try
        {
            while (frames.Read() is { } frame)
            {
                TakeAnswer(frame);
            }
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidDataException or InvalidOperationException)
        {
            // Nothing more can be heard.
        }

        Break();
    }, 256 << 10) { IsBackground = true, Name = "user code" }.Start();

    /// <summary>Sends a frame when its turn comes.</summary>
    /// <param name="ct">Ends the wait for its turn only.</param>
    /// <returns>The answer; null: the worker ended while it had this in hand.</returns>
    /// <exception cref="WorkerEndedException">It ended before, or the batch is to go elsewhere.</exception>
    public async Task<Frame?> SendAsync(FrameKind kind, int batch, Turn turn, ReadOnlyMemory<byte>[] payload, CancellationToken ct)
    {
        var exchange = new Exchange(kind, batch, turn, payload);
        lock (_gate)
        {
            _waiting.AddLast(exchange);
            Advance();
        }

        await using var cancel = ct.Register(() =>
        {
            lock (_gate)
            {
                if (_waiting.Remove(exchange))
                {
                    exchange.Answer.TrySetCanceled(ct);
                }
            }
        });
        return await exchange.Answer.Task;
    }

    /// <summary>Tells the worker that a batch is given up.</summary>
    public void Abandon(int batch)
    {
        lock (_gate)
        {
            if (!IsBroken)
            {
                Write(FrameKind.Abandon, batch);
            }
        }
    }

    /// <summary>The worker is gone, or as good as that.</summary>
    public void Break()
    {
        lock (_gate)
        {
            IsBroken = true;
            Volatile.Write(ref _began, 0);
            if (_sent.TryDequeue(out var inHand))
            {
                inHand.Answer.TrySetResult(null);
            }

            foreach (var innocent in _sent.Concat(_waiting))
            {
                innocent.Answer.TrySetException(Innocent());
            }

            _sent.Clear();
            _waiting.Clear();
        }
    }

    private void TakeAnswer(Frame frame)
    {
        Exchange answered;
        lock (_gate)
        {
            answered = _sent.Dequeue();
            answered.Turn.Answered(frame.Kind);
            Volatile.Write(ref _began, _sent.Count > 0 ? Stopwatch.GetTimestamp() : 0);
            Advance();
        }

        answered.Answer.TrySetResult(frame);
    }

    private void Advance()
    {
        if (IsBroken)
        {
            Break();
        }

        while (_waiting.First is { Value: var next } && IsRoomFor(next))
        {
            _waiting.RemoveFirst();
            if (!next.Turn.MayRun())
            {
                next.Answer.TrySetException(new WorkerEndedException("The batch runs elsewhere.") { IsInnocent = true, IsMoved = true });
                continue;
            }

            if (!Write(next.Kind, next.Batch, next.Payload) && next.Bytes <= capacity)
            {
                IsBroken = true;
                next.Answer.TrySetException(Innocent());
                continue;
            }

            _sent.Enqueue(next);
            if (_sent.Count == 1)
            {
                Volatile.Write(ref _began, Stopwatch.GetTimestamp());
            }
        }
    }

    // A worker that has nothing in hand reads; one that has does not, and what does not fit would be waited for for ever.
    private bool IsRoomFor(Exchange next) => _sent.Count == 0 || (_sent.Count < MostSent && _sent.Sum(e => e.Bytes) + next.Bytes + Slack <= capacity);

    // False: nobody reads any more. The end of the answers is met soon.
    private bool Write(FrameKind kind, int batch, params ReadOnlyMemory<byte>[] payload)
    {
        try
        {
            frames.Write(kind, batch, payload);
            return true;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static WorkerEndedException Innocent() => new("The worker ended while the batch waited in it.") { IsInnocent = true };

    private sealed record Exchange(FrameKind Kind, int Batch, Turn Turn, ReadOnlyMemory<byte>[] Payload)
    {
        public int Bytes { get; } = Payload.Sum(p => p.Length);

        public TaskCompletionSource<Frame?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
