using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit.Lookups;

/// <summary>The way out to vendors, for look-ups, deletions and deliveries of the transformer API. Thread-safe.</summary>
public abstract class VendorHttp
{
    /// <summary>No way out.</summary>
    public static VendorHttp None { get; } = new Closed();

    /// <summary>Sends one request. Never throws but when cancelled.</summary>
    /// <param name="request">What goes out.</param>
    /// <param name="timeout">Of the whole exchange; null: the host's.</param>
    /// <param name="ct">Ends it.</param>
    public abstract ValueTask<SendResult> SendAsync(WireRequest request, TimeSpan? timeout, CancellationToken ct);

    /// <summary>Asks something; any status is an answer.</summary>
    /// <exception cref="EventRetryException">No answer.</exception>
    public async ValueTask<VendorResponse> AskAsync(VendorRequest request, CancellationToken ct)
    {
        var wire = WireRequestBuilder.Build(request) ?? throw new ArgumentException($"A request of type {request.Type} is not sent.", nameof(request));
        var result = await SendAsync(wire, null, ct);
        ct.ThrowIfCancellationRequested();
        return result.Response ?? throw new EventRetryException(500, result.Message) { IsOfDestination = FailureRules.IsConnection(result.Failure) };
    }

    private sealed class Closed : VendorHttp
    {
        public override ValueTask<SendResult> SendAsync(WireRequest request, TimeSpan? timeout, CancellationToken ct) =>
            new(new SendResult(null, SendFailure.AddressRefused, "This host makes no requests for transformations."));
    }
}
