using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.Router.Parking;

namespace Pintle.Router.Delivery;

/// <summary>An event's requests on their way: made in order, stopping at the first that fails.</summary>
/// <param name="pending">The event.</param>
/// <param name="requests">What is to be sent; none: it is still to be transformed.</param>
internal sealed class Attempt(PendingEvent pending, IReadOnlyList<WireRequest> requests)
{
    public PendingEvent Event { get; } = pending;

    public IReadOnlyList<WireRequest> Requests { get; private set; } = requests;

    /// <summary>A transformation that waits for a look-up; the requests are what it makes.</summary>
    public Task<Transformed>? Transformation { get; private set; }

    /// <summary>The event as its destination gets it, when it is to be transformed with others.</summary>
    public JsonElement Message { get; private set; }

    /// <summary>What user code has made of the event and has not ended, the one in hand first; null when no code has run.</summary>
    public Queue<JsonElement>? Outputs { get; set; }

    /// <summary>The worst end of the outputs before; null when there were none.</summary>
    public Verdict? Ended { get; set; }

    /// <summary>The request to show with it.</summary>
    public WireRequest? EndedRequest { get; private set; }

    /// <summary>The account's tokens that its requests were made with.</summary>
    public JsonElement Secret { get; private set; }

    /// <summary>The request that it was in with others, for people to see; null when it had its own.</summary>
    public WireRequest? Shared { get; set; }

    /// <summary>It failed among others: the next try is its own.</summary>
    public bool GoesAlone { get; set; }

    /// <summary>The parked user that it belongs to; null for an event straight from the log.</summary>
    public ParkedUser? Parked { get; init; }

    /// <summary>Attempts before this one.</summary>
    public int FormerAttempts { get; set; }

    public DateTimeOffset? FirstAttempt { get; set; }

    /// <summary>How often it was given back because of the destination while others were served.</summary>
    public int Returns { get; set; }

    /// <summary>It probes a destination whose breaker is open.</summary>
    public bool IsProbe { get; set; }

    /// <summary>Made its requests and reads the answers; set when it is launched.</summary>
    public EventTransformer? Transformer { get; set; }

    /// <summary>How it went, when it has ended.</summary>
    public Answer Answer { get; set; }

    public Verdict Verdict { get; set; } = Verdict.Delivered;

    public TimeSpan? RetryAfter { get; set; }

    /// <summary>The request to show with a failure.</summary>
    public WireRequest? Shown => Shared ?? (Requests.Count == 0 ? null : Requests[0]);

    /// <summary>Its transformation waits for a look-up.</summary>
    public Attempt After(Task<Transformed> transformation)
    {
        Transformation = transformation;
        return this;
    }

    /// <summary>It is transformed with others.</summary>
    public Attempt For(JsonElement message)
    {
        Message = message;
        return this;
    }

    /// <summary>What a transformation has made.</summary>
    public void Take(Transformed made) => (Requests, Secret, Transformation) = (made.Requests ?? [], made.Secret, null);

    /// <summary>The output in hand has ended. True when another one's turn comes.</summary>
    public bool EndOutput(Verdict verdict, WireRequest? request)
    {
        if (Ended is null || Weight(verdict) > Weight(Ended))
        {
            (Ended, EndedRequest) = (verdict, request);
        }

        Outputs!.Dequeue();
        (Requests, Transformation, Secret, Shared, GoesAlone) = ([], null, default, null, false);
        (FormerAttempts, FirstAttempt, Returns, IsProbe) = (0, null, 0, false);
        return Outputs.Count > 0;
    }

    // An event of which one output failed has failed; one of which one arrived was not filtered.
    private static int Weight(Verdict verdict) => verdict.Kind switch { VerdictKind.Filtered => 0, VerdictKind.Delivered => 1, _ => 2 };

    /// <summary>
    /// Requests from the first that was not accepted; none, to be made anew, when nothing was accepted and look-ups may find
    /// something else by now, and always when they carry tokens that may be others by now.
    /// </summary>
    public void Keep(int unsent)
    {
        if (Transformer!.Access is not null || (unsent == 0 && Transformer.Configured.LooksUp))
        {
            (Shared, Requests) = (Requests[unsent], []);
        }
        else if (unsent > 0)
        {
            Requests = [.. Requests.Skip(unsent)];
        }
    }
}
