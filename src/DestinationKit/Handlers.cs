using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit;

/// <summary>What a destination does with each kind of event, with several at once, with the vendor's answers, and with people to delete.</summary>
public sealed class Handlers<TSettings>
{
    private readonly Dictionary<string, Func<Event, TSettings, ValueTask<Outcome>>> _byType = new(StringComparer.OrdinalIgnoreCase);
    private Func<Event, TSettings, ValueTask<Outcome>>? _any;
    private Func<IReadOnlyList<Event>, TSettings, ValueTask<IReadOnlyList<RouterItem>>>? _together;
    private BatchRule? _batch;
    private Func<Delivered, DeliveryResult> _read = static delivered => delivered.ByStatus();

    internal Func<DeletionRequest, CancellationToken, ValueTask<DeletionResult>>? Deletion { get; private set; }

    internal bool ReadsRequests { get; private set; }

    internal bool LooksUp { get; private set; }

    internal IReadOnlyList<string> EventTypes => _any is not null ? [] : [.. _byType.Keys.Order(StringComparer.Ordinal)];

    internal bool IsBatching => _batch is not null || _together is not null;

    public void Identify(Func<Event, TSettings, Outcome> handler) => On("identify", handler);

    public void Identify(Func<Event, TSettings, ValueTask<Outcome>> handler) => On("identify", handler);

    public void Track(Func<Event, TSettings, Outcome> handler) => On("track", handler);

    public void Track(Func<Event, TSettings, ValueTask<Outcome>> handler) => On("track", handler);

    public void Page(Func<Event, TSettings, Outcome> handler) => On("page", handler);

    public void Page(Func<Event, TSettings, ValueTask<Outcome>> handler) => On("page", handler);

    public void Screen(Func<Event, TSettings, Outcome> handler) => On("screen", handler);

    public void Screen(Func<Event, TSettings, ValueTask<Outcome>> handler) => On("screen", handler);

    public void Group(Func<Event, TSettings, Outcome> handler) => On("group", handler);

    public void Group(Func<Event, TSettings, ValueTask<Outcome>> handler) => On("group", handler);

    public void Alias(Func<Event, TSettings, Outcome> handler) => On("alias", handler);

    public void Alias(Func<Event, TSettings, ValueTask<Outcome>> handler) => On("alias", handler);

    /// <summary>An event of another type, such as <c>record</c>.</summary>
    public void On(string type, Func<Event, TSettings, Outcome> handler) => _byType[type] = (e, s) => new(handler(e, s));

    /// <summary>An event of another type, with look-ups.</summary>
    public void On(string type, Func<Event, TSettings, ValueTask<Outcome>> handler) => (_byType[type], LooksUp) = (handler, true);

    /// <summary>Every type that has no handler of its own.</summary>
    public void Any(Func<Event, TSettings, Outcome> handler) => _any = (e, s) => new(handler(e, s));

    /// <summary>Every type that has no handler of its own, with look-ups.</summary>
    public void Any(Func<Event, TSettings, ValueTask<Outcome>> handler) => (_any, LooksUp) = (handler, true);

    /// <summary>At the router, requests of several events become one.</summary>
    public void Batch(BatchRule rule) => _batch = rule;

    /// <summary>At the router, several events of one destination are transformed together, in a way of the destination's own.</summary>
    /// <remarks>Each event is in exactly one item. What it throws is everybody's failure; single events go through <see cref="TransformAloneAsync"/>.</remarks>
    public void Together(Func<IReadOnlyList<Event>, TSettings, ValueTask<IReadOnlyList<RouterItem>>> transform) => _together = transform;

    /// <summary>How the vendor's answers are read, when all events of a request fare alike; by status when not given.</summary>
    public void Response(Func<VendorResponse, Verdict> read) => _read = delivered => delivered.All(read(delivered.Response));

    /// <summary>How the vendor's answers are read, event by event.</summary>
    public void Response(Func<Delivered, DeliveryResult> read) => (_read, ReadsRequests) = (read, true);

    /// <summary>How the vendor is made to delete people.</summary>
    public void Delete(Func<DeletionRequest, CancellationToken, ValueTask<DeletionResult>> delete) => Deletion = delete;

    /// <summary>What becomes of one event: its rejection is a value here, and so is a failed look-up. Anything else that is thrown is a bug.</summary>
    public ValueTask<Outcome> TransformAsync(Event e, TSettings settings)
    {
        if (!e.Message.IsObject)
        {
            return new(new Outcome.Reject(RejectKind.Instrumentation, 400, "The event is not a JSON object."));
        }

        var handler = _byType.GetValueOrDefault(e.Type) ?? _any;
        if (handler is null)
        {
            return new(e.Type.Length == 0
                ? new Outcome.Reject(RejectKind.Instrumentation, 400, "The event has no type.")
                : new Outcome.Reject(RejectKind.Unsupported, 400, $"message type {e.Type} is not supported"));
        }

        try
        {
            var outcome = handler(e, settings);
            return outcome.IsCompletedSuccessfully ? outcome : Awaited(outcome);
        }
        catch (EventRejectedException rejected)
        {
            return new(Rejected(rejected));
        }
        catch (EventRetryException away)
        {
            return new(away.ToOutcome());
        }
    }

    /// <summary>
    /// What becomes of one event among others: a bug is its own end. One that a caller of the API has transformed already is
    /// taken as it is.
    /// </summary>
    public async ValueTask<Outcome> TransformAloneAsync(Event e, TSettings settings)
    {
        try
        {
            return e.Message["statusCode"].IsPresent
                ? new Outcome.Send(VendorRequestReader.Read(e.Message))
                : await TransformAsync(e, e.Own is FixedDestination<TSettings> own ? own.Settings : settings);
        }
        catch (EventRejectedException rejected)
        {
            return Rejected(rejected);
        }
#pragma warning disable CA1031 // the boundary at which one event's bug must not become its neighbours'
        catch (Exception bug)
        {
            e.Environment.OnBug(typeof(TSettings).Name, bug);
            return new Outcome.Reject(RejectKind.Transformation, 500, bug.Message);
        }
#pragma warning restore CA1031
    }

    internal ValueTask<IReadOnlyList<RouterItem>> TransformTogetherAsync(IReadOnlyList<Event> events, TSettings settings) =>
        _together is not null ? _together(events, settings) : OneByOneAsync(events, settings);

    /// <summary>Combines events that have become requests, by the batching rule; for a <see cref="Together"/> that does so for some.</summary>
    public IReadOnlyList<RouterItem> Combine(IReadOnlyList<SentEvent> sent) =>
        _batch is not null ? _batch.Apply(sent) : [.. sent.Select(s => new RouterItem(s.Event, s.Send))];

    internal DeliveryResult Read(Delivered delivered) => _read(delivered);

    /// <summary>Transforms each by itself, one after the other: those that have become requests, and the ends of the others.</summary>
    public async ValueTask<(List<SentEvent> Sent, List<RouterItem> Others)> TransformEachAsync(IReadOnlyList<Event> events, TSettings settings)
    {
        var sent = new List<SentEvent>(events.Count);
        var others = new List<RouterItem>();
        foreach (var e in events)
        {
            var outcome = await TransformAloneAsync(e, settings);
            if (outcome is Outcome.Send send)
            {
                sent.Add(new SentEvent(e, send));
            }
            else
            {
                others.Add(new RouterItem(e, outcome));
            }
        }

        return (sent, others);
    }

    private async ValueTask<IReadOnlyList<RouterItem>> OneByOneAsync(IReadOnlyList<Event> events, TSettings settings)
    {
        var (sent, others) = await TransformEachAsync(events, settings);
        return [.. Combine(sent), .. others];
    }

    private static async ValueTask<Outcome> Awaited(ValueTask<Outcome> outcome)
    {
        try
        {
            return await outcome;
        }
        catch (EventRejectedException rejected)
        {
            return Rejected(rejected);
        }
        catch (EventRetryException away)
        {
            return away.ToOutcome();
        }
    }

    private static Outcome.Reject Rejected(EventRejectedException rejected) => new(rejected.Kind, rejected.StatusCode, rejected.Message);
}
