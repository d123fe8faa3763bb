using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Lookups;

namespace Pintle.Destinations.Tests;

/// <summary>A vendor that answers each request by a function, and remembers what it was asked.</summary>
internal sealed class ScriptedVendor(Func<WireRequest, (int Status, string Body)> answer) : VendorHttp
{
    /// <summary>Method, address and body of each request.</summary>
    public List<string> Asked { get; } = [];

    public override ValueTask<SendResult> SendAsync(WireRequest request, TimeSpan? timeout, CancellationToken ct)
    {
        Asked.Add($"{request.Method} {request.Url} {System.Text.Encoding.UTF8.GetString(request.Body.Span)}".TrimEnd());
        var (status, body) = answer(request);
        return new(status == 0
            ? new SendResult(null, SendFailure.TimedOut, "no answer in time")
            : new SendResult(new VendorResponse(status, "application/json", body, null)));
    }
}
