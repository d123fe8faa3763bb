using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pintle.Router.Tests.Rig;

/// <summary>A vendor without a network: answers as told and remembers, per destination, what it accepted in order.</summary>
internal sealed class RigVendor : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<RigCall> _accepted = [];
    private int _calls;

    /// <summary>How to answer; 200 unless set. May throw what a connection throws.</summary>
    public Func<RigCall, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Task.FromResult(Of(HttpStatusCode.OK));

    public int Calls => Volatile.Read(ref _calls);

    public int AcceptedCount
    {
        get
        {
            lock (_gate)
            {
                return _accepted.Count;
            }
        }
    }

    public IReadOnlyList<RigCall> Accepted
    {
        get
        {
            lock (_gate)
            {
                return [.. _accepted];
            }
        }
    }

    public static HttpResponseMessage Of(HttpStatusCode status) => new(status) { Content = new ByteArrayContent([]) };

    /// <summary>What a refused connection throws.</summary>
    public static Exception Refused() => new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused));

    /// <summary>What the client's own limit throws when nothing is answered in time.</summary>
    public static Exception TimedOut() => new OperationCanceledException("no answer");

    /// <summary>What a connection that breaks before the answer throws.</summary>
    public static Exception CutOff() => new HttpRequestException(HttpRequestError.ResponseEnded, "cut off");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        var call = RigCall.Read(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        var answer = await Answer(call, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            lock (_gate)
            {
                _accepted.Add(call);
            }
        }

        return answer;
    }
}

/// <summary>One event as it arrived.</summary>
internal sealed record RigCall(string User, long Number)
{
    public static RigCall Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var e = document.RootElement;
        return new RigCall(e.GetProperty("userId").GetString()!, e.GetProperty("properties").GetProperty("number").GetInt64());
    }
}
