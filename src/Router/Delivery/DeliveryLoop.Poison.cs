using System.Text.Json;
using Pintle.Lanes.Tail;
using Pintle.Router.Poison;

namespace Pintle.Router.Delivery;

/// <summary>Notes which event is being transformed, so that one that ends the process is found out.</summary>
internal sealed partial class DeliveryLoop
{
    private static readonly Transformed Crashed = Transformed.Dead(
        500, "crashed the process", $"The process ended {Hand.SetAsideAt} times while the event was being transformed. A replay transforms it again.");

    private readonly Hand? _hand;

    /// <summary>
    /// What becomes of an event; or the transformation when it waits for a look-up; or the event as its destination gets it, when it is
    /// to be transformed with others or by user code. What happens after a look-up, or to several at once, is not noted: no single event is at fault.
    /// </summary>
    private (Transformed? Done, Task<Transformed>? Waiting, JsonElement? Message) TransformInHand(Attempt attempt, TailSegment? segment, int index)
    {
        var pending = attempt.Event;
        if (_hand?.Take(pending.Address.Lane, pending.Address.Offset) == false)
        {
            _setup.Log.SetAside(_destinationId, pending.Address.Lane, pending.Address.Offset);
            return (Crashed, null, null);
        }

        try
        {
            if (attempt.Outputs is null && _transformer!.FilterByHeader(pending) is { } filtered)
            {
                return (filtered, null, null);
            }

            pending.Processed = segment is null ? pending.Processed : TryProcess(segment, index);
            JsonElement? output = attempt.Outputs?.Peek();
            if (_transformer!.Configured.IsBatching || IsForCode(attempt))
            {
                return _transformer.Select(pending, output, out var message) is { } ended ? (ended, null, null) : (null, null, message);
            }

            var transformed = _transformer.TransformAsync(pending, output);
            return transformed.IsCompletedSuccessfully ? (transformed.Result, null, null) : (null, transformed.AsTask(), null);
        }
        finally
        {
            _hand?.Leave();
        }
    }

    private bool IsForCode(Attempt attempt) => attempt.Outputs is null && _transformer!.Code is not null;

    private Hand? NewHand()
    {
        foreach (var (lane, offset, strikes) in _setup.Notes.SuspectsOf(_state.Consumer))
        {
            _setup.Log.WasInHand(_destinationId, lane, offset, strikes);
        }

        return _setup.Notes.NewHand(_state.Consumer);
    }
}
