using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Lookups;
using Pintle.Router.Outbound;

namespace Pintle.Router.Sending;

/// <summary>The way out of transformations: look-ups, deletions, and deliveries of the transformer API.</summary>
public sealed class OutboundHttp : VendorHttp, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly VendorClient? _own;
    private readonly Func<VendorClient> _client;

    /// <summary>Behind the guard, as deliveries are.</summary>
    public OutboundHttp(OutboundGuard guard)
        : this(new VendorClient(guard))
    {
    }

    /// <summary>Over a handler of one's own, unguarded.</summary>
    public OutboundHttp(HttpMessageHandler handler)
        : this(new VendorClient(handler))
    {
    }

    /// <summary>Over the client of deliveries, whoever ends it.</summary>
    internal OutboundHttp(Func<VendorClient> client) => _client = client;

    private OutboundHttp(VendorClient own)
        : this(() => own) => _own = own;

    public override ValueTask<SendResult> SendAsync(WireRequest request, TimeSpan? timeout, CancellationToken ct) =>
        _client().SendAsync(request, timeout ?? Limit, ct);

    public void Dispose() => _own?.Dispose();
}
