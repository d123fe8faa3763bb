using System.Text.Json;
using System.Threading.Channels;
using Pintle.UserCode.Running;
using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Pool;

/// <summary>The calls of one batch: so many at a time, and their answers in the order in which they come. Used by one task, but for the calls themselves.</summary>
internal sealed class HostCalls(HostCall call)
{
    private const int Most = 10_000;
    private const int MostAtOnce = 64;

    // Characters of answers that wait for the code.
    private const int MostWaiting = 32 << 20;

    private readonly Channel<(int Id, HostAnswer Answer)> _answers = Channel.CreateUnbounded<(int, HostAnswer)>();
    private readonly Queue<(int Id, string Kind, string Arguments, bool IsOneTooMany)> _queue = new();
    private int _running;
    private int _asked;
    private int _open;
    private long _waiting;

    /// <summary>No answer is to come.</summary>
    public bool IsEmpty => _open == 0;

    /// <summary>Begins what the code asks for.</summary>
    /// <param name="frame">Its list of calls.</param>
    public void Begin(Frame frame, CancellationToken end)
    {
        foreach (var asked in JsonElement.Parse(frame.Payload.Span).EnumerateArray())
        {
            _open++;
            _queue.Enqueue((asked[0].GetInt32(), asked[1].GetString()!, asked[2].GetString()!, ++_asked > Most));
        }

        RunQueued(end);
    }

    /// <summary>The next answer.</summary>
    public async Task<(int Id, HostAnswer Answer)> NextAsync(CancellationToken end)
    {
        var next = await _answers.Reader.ReadAsync(end);
        _open--;
        _running--;
        Interlocked.Add(ref _waiting, -next.Answer.Json.Length);
        RunQueued(end);
        return next;
    }

    private void RunQueued(CancellationToken end)
    {
        while (_running < MostAtOnce && _queue.TryDequeue(out var next))
        {
            _running++;
            _ = RunAsync(next.Id, next.Kind, next.Arguments, next.IsOneTooMany, end);
        }
    }

    private async Task RunAsync(int id, string kind, string arguments, bool isOneTooMany, CancellationToken end)
    {
        HostAnswer answer;
        try
        {
            await Task.Yield();
            answer = isOneTooMany ? Refused(kind, $"The code makes too many calls for one batch: {Most} are allowed.")
                : await call(kind, JsonElement.Parse(arguments, new JsonDocumentOptions { MaxDepth = 1_024 }), end);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (JsonException)
        {
            answer = Refused(kind, "The request is nested too deeply.");
        }

        if (Interlocked.Add(ref _waiting, answer.Json.Length) > MostWaiting)
        {
            Interlocked.Add(ref _waiting, -answer.Json.Length);
            answer = Refused(kind, $"Too much has been answered at once: more than {MostWaiting >> 20} million characters. Ask for less, or for one thing after the other.");
            Interlocked.Add(ref _waiting, answer.Json.Length);
        }

        _answers.Writer.TryWrite((id, answer));
    }

    // The first form of fetch never rejects.
    private static HostAnswer Refused(string kind, string message) =>
        kind == "fetch" ? new HostAnswer(true, "\"ERROR\"") : new HostAnswer(false, JsonSerializer.Serialize(new { message, name = "Error" }));
}
