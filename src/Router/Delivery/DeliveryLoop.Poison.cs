using Pintle.Lanes.Tail;
using Pintle.Router.Poison;

namespace Pintle.Router.Delivery;

/// <summary>Notes which event is being transformed, so that one that ends the process is found out.</summary>
internal sealed partial class DeliveryLoop
{
    private static readonly Transformed Crashed = Transformed.Dead(
        500, "crashed the process", $"The process ended {Hand.SetAsideAt} times while the event was being transformed. A replay transforms it again.");

    private readonly Hand? _hand;

    private Transformed TransformInHand(PendingEvent pending, TailSegment? segment, int index)
    {
        if (_hand?.Take(pending.Address.Lane, pending.Address.Offset) == false)
        {
            _setup.Log.SetAside(_destinationId, pending.Address.Lane, pending.Address.Offset);
            return Crashed;
        }

        try
        {
            if (_transformer!.FilterByHeader(pending) is { } filtered)
            {
                return filtered;
            }

            pending.Processed = segment is null ? pending.Processed : TryProcess(segment, index);
            return _transformer.Transform(pending);
        }
        finally
        {
            _hand?.Leave();
        }
    }

    private Hand? NewHand()
    {
        foreach (var (lane, offset, strikes) in _setup.Notes.SuspectsOf(_state.Consumer))
        {
            _setup.Log.WasInHand(_destinationId, lane, offset, strikes);
        }

        return _setup.Notes.NewHand(_state.Consumer);
    }
}
