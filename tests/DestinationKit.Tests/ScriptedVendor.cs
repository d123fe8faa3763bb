using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Lookups;

namespace Pintle.DestinationKit.Tests;

/// <summary>A vendor that answers each request by a function, later than at once, and remembers what it was asked.</summary>
internal sealed class ScriptedVendor(Func<WireRequest, SendResult> answer) : VendorHttp
{
    public List<WireRequest> Asked { get; } = [];

    public override async ValueTask<SendResult> SendAsync(WireRequest request, TimeSpan? timeout, CancellationToken ct)
    {
        Asked.Add(request);
        await Task.Yield();
        return answer(request);
    }
}
