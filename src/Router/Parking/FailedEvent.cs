using Pintle.DestinationKit.Delivery;
using Pintle.Router.Progress;
using Pintle.Router.Sending;
using Pintle.Store.Segments;

namespace Pintle.Router.Parking;

/// <summary>A parked user's failed event: where it is, what was tried, and the very requests that are still to be made.</summary>
internal sealed record FailedEvent(
    EventAddress Address, IReadOnlyList<WireRequest> Remaining, int Attempts, DateTimeOffset FirstAttempt, Verdict Last)
{
    /// <summary>What user code has made of it; null when none has run.</summary>
    public KeptOutputs? Outputs { get; init; }

    public void Write(ByteWriter to)
    {
        Address.Write(to);
        to.Varint(Attempts);
        to.Varint(FirstAttempt.ToUnixTimeMilliseconds());
        to.Varint(Last.StatusCode);
        to.Text(Last.Reason);
        to.Text(Last.Message);
        to.Block(RequestPacking.Pack(Remaining));
    }

    public static FailedEvent Read(ref ByteReader from)
    {
        var address = EventAddress.Read(ref from);
        var attempts = from.Int();
        var first = DateTimeOffset.FromUnixTimeMilliseconds(from.Long());
        var last = new Verdict(VerdictKind.Retry, from.Int(), from.Text(), from.Text());
        return new FailedEvent(address, RequestPacking.Unpack(from.Block()), attempts, first, last);
    }
}
