using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Batching;

/// <summary>
/// How requests of several events become one. Only requests with equal method, endpoint, headers and parameters meet, and a
/// user's later event never lands in an earlier batch.
/// </summary>
public sealed record BatchRule
{
    /// <summary>Events in one request at most.</summary>
    public required int MaxEvents { get; init; }

    /// <summary>Bytes of bodies in one request at most, as JSON; about.</summary>
    public int MaxBytes { get; init; } = int.MaxValue;

    /// <summary>Makes the one request of those of several events.</summary>
    public required Func<IReadOnlyList<VendorRequest>, VendorRequest> Join { get; init; }

    /// <summary>May this request share one with others? All may, when not given.</summary>
    public Func<VendorRequest, bool> Takes { get; init; } = static _ => true;

    /// <summary>Items of the requests' bodies in one array of the body: <c>{"events": […]}</c>; the other members are the first's.</summary>
    /// <param name="member">Name of the array.</param>
    public static Func<IReadOnlyList<VendorRequest>, VendorRequest> JoinArrays(string member) => requests =>
    {
        var items = new JsArray();
        foreach (var item in requests.SelectMany(r => r.Content[member].Items))
        {
            items.Add(item);
        }

        var body = requests[0].Content.ToObject();
        body[member] = items;
        return requests[0] with { Content = body };
    };

    /// <summary>Bodies as the items of a JSON array (<c>JSON_ARRAY</c>).</summary>
    public static VendorRequest JoinAsArray(IReadOnlyList<VendorRequest> requests) => requests[0] with
    {
        Kind = BodyKind.JsonArray,
        Content = ((JsValue)JsArray.Of(requests.Select(r => r.Content))).ToJson(),
    };

    /// <summary>Divides events into requests, in their order.</summary>
    internal List<RouterItem> Apply(IReadOnlyList<SentEvent> events)
    {
        var batches = new OrderedBatches<OpenBatch>();
        foreach (var sent in events)
        {
            var only = sent.Send.Requests is [var request] && Takes(request) && !sent.Event.Metadata["dontBatch"].IsTruthy ? request : null;
            var size = only is null || MaxBytes == int.MaxValue ? 0 : Size(only);
            batches.For(sent.Event, only is null ? null : b => b.Fits(only, size, this), () => new OpenBatch(isOpen: only is not null)).Add(sent, size);
        }

        return [.. batches.All.Select(b => b.Close(this))];
    }

    private static int Size(VendorRequest request) => request.Content.IsUndefined ? request.Body.Length : request.Content.ToUtf8().Length;

    private sealed class OpenBatch(bool isOpen)
    {
        private readonly List<SentEvent> _events = [];
        private long _bytes;

        public void Add(SentEvent sent, int size)
        {
            _events.Add(sent);
            _bytes += size;
        }

        public bool Fits(VendorRequest request, int size, BatchRule rule) =>
            isOpen && _events.Count < rule.MaxEvents && _bytes + size <= rule.MaxBytes && IsSame(_events[0].Send.Requests[0], request);

        public RouterItem Close(BatchRule rule) => isOpen
            ? new RouterItem([.. _events.Select(s => s.Event)], new Outcome.Send(rule.Join([.. _events.Select(s => s.Send.Requests[0])])), IsBatched: true)
            : new RouterItem(_events[0].Event, _events[0].Send);

        private static bool IsSame(VendorRequest a, VendorRequest b) =>
            a.Method == b.Method && a.Endpoint == b.Endpoint && a.Headers.SequenceEqual(b.Headers)
            && a.Params.Count == b.Params.Count && a.Params.Zip(b.Params).All(p => p.First.Key == p.Second.Key && p.First.Value.Is(p.Second.Value));
    }
}
