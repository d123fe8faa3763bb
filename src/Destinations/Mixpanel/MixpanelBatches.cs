using System.Buffers;
using System.Text;
using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mixpanel;

/// <summary>
/// At the router, events with requests of the same kinds share one request of each kind. A user's later event never lands in
/// an earlier item: changes to profiles must stay in their order.
/// </summary>
internal static class MixpanelBatches
{
    // https://developer.mixpanel.com/reference/import-events: 2000 events; 10 MB, and 2 MB of changes to profiles. Groups: 200.
    private const int MaxRecords = 2000;
    private const int MaxGroups = 200;
    private const int MaxBytes = 2_000_000;

    /// <summary>For callers of the API who bring requests back.</summary>
    public static readonly BatchRule Rule = new() { MaxEvents = MaxRecords, MaxBytes = MaxBytes, Takes = IsList, Join = Join };

    public static async ValueTask<IReadOnlyList<RouterItem>> TransformAsync(
        IReadOnlyList<Event> events, MixpanelSettings settings, Handlers<MixpanelSettings> handlers)
    {
        var (sent, others) = await handlers.TransformEachAsync(events, settings);
        var batches = new OrderedBatches<Batch>();
        foreach (var (e, send) in sent.Where(static s => s.Send.Requests.Count > 0))
        {
            var isAlone = e.Metadata["dontBatch"].IsTruthy || !send.Requests.All(IsList);
            var key = isAlone ? null : string.Join(' ', send.Requests.Select(KeyOf).Distinct());
            batches.For(e, key is null ? null : b => b.Takes(key, send), () => new Batch(key)).Add(e, send);
        }

        var empty = sent.Where(static s => s.Send.Requests.Count == 0).Select(static s => new RouterItem(s.Event, s.Send));
        return [.. batches.All.Select(static b => b.Close()), .. empty, .. others];
    }

    /// <summary>Records of a list; undefined when it is none.</summary>
    public static JsValue Records(VendorRequest request)
    {
        try
        {
            return request.Content.IsArray ? request.Content : JsonElement.Parse(Bytes(request).Span);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // What requests must have in common to share one.
    private static string KeyOf(VendorRequest request) => string.Join('|', [
        request.Method, request.Endpoint, .. request.Params.Select(static p => $"{p.Key}={p.Value}"), .. request.Headers.Select(static h => $"{h.Key}={h.Value}")]);

    private static int MostOf(string key) => key.Contains($"/{MixpanelApi.Groups}/", StringComparison.Ordinal) ? MaxGroups : MaxRecords;

    private static bool IsList(VendorRequest request) => request.Kind == BodyKind.JsonArray && Bytes(request).Span is [(byte)'[', _, .., (byte)']'];

    // Callers of the API bring texts.
    private static ReadOnlyMemory<byte> Bytes(VendorRequest request) =>
        request.Content.AsText() is { } text ? Encoding.UTF8.GetBytes(text.Trim()) : request.Body;

    private static VendorRequest Join(IReadOnlyList<VendorRequest> requests)
    {
        if (requests is [var only])
        {
            return only;
        }

        var list = new ArrayBufferWriter<byte>(requests.Count * 1024);
        list.Write("["u8);
        for (var i = 0; i < requests.Count; i++)
        {
            list.Write(i == 0 ? default : ","u8);
            list.Write(Bytes(requests[i]).Span[1..^1]);
        }

        list.Write("]"u8);
        return requests[0] with { Content = default, Body = list.WrittenMemory };
    }

    private sealed class Batch(string? key)
    {
        private readonly List<Event> _events = [];
        private readonly List<VendorRequest> _requests = [];
        private int _bytes;

        public bool Takes(string other, Outcome.Send send) =>
            key == other && _requests.Count + send.Requests.Count <= MostOf(key) && _bytes + Size(send) <= MaxBytes;

        public void Add(Event e, Outcome.Send send)
        {
            _events.Add(e);
            _requests.AddRange(send.Requests);
            _bytes += Size(send);
        }

        public RouterItem Close() => key is null
            ? new RouterItem(_events, new Outcome.Send(_requests))
            : new RouterItem(_events, new Outcome.Send([.. _requests.GroupBy(KeyOf).SelectMany(static g => g.Chunk(MostOf(g.Key))).Select(Join)]), IsBatched: true);

        private static int Size(Outcome.Send send) => send.Requests.Sum(static r => Bytes(r).Length);
    }
}
