using System.Text;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>SDK-shaped events of 5,000 users, made once; each one sent gets a message id of its own, so that no two are alike.</summary>
internal sealed class EventPool
{
    private const int Events = 20_000;
    private const int Users = 5_000;
    private const string Placeholder = "00000000-0000000000000000";

    private readonly (byte[] Json, int IdAt)[] _events;
    private readonly string _run = Guid.CreateVersion7().ToString("N")[..8];
    private long _next;

    public EventPool()
    {
        var samples = new SampleEvents(1);
        _events = [.. Enumerable.Range(0, Events).Select(n =>
        {
            var json = Encoding.UTF8.GetBytes(samples.Track($"user-{n % Users}", Placeholder, n));
            return (json, json.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Placeholder)));
        })];
    }

    /// <summary>Mean size of an event.</summary>
    public double EventBytes => _events.Average(e => e.Json.Length);

    /// <summary>A whole HTTP request with fresh events.</summary>
    public byte[] Request(int events)
    {
        using var body = new MemoryStream(events * 1200);
        if (events > 1)
        {
            body.Write("{\"batch\":["u8);
        }

        for (var i = 0; i < events; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            WriteEvent(body);
        }

        if (events > 1)
        {
            body.Write("]}"u8);
        }

        var path = events > 1 ? "/v1/batch" : "/v1/track";
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(WorkspaceJson.WriteKey + ":"))}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. head, .. body.GetBuffer().AsSpan(0, (int)body.Length)];
    }

    /// <summary>A fresh event alone.</summary>
    public byte[] Body()
    {
        using var body = new MemoryStream(1200);
        WriteEvent(body);
        return body.ToArray();
    }

    private void WriteEvent(MemoryStream to)
    {
        var number = Interlocked.Increment(ref _next);
        var (json, at) = _events[number % Events];
        to.Write(json);
        var id = Encoding.ASCII.GetBytes($"{_run}-{number:x16}");
        id.CopyTo(to.GetBuffer().AsSpan((int)to.Length - json.Length + at));
    }
}
