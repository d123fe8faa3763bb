using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.Events;
using Pintle.Lanes.Processing;
using Pintle.Router.Accounts;
using Pintle.Router.UserCode;
using Pintle.Workspace;

namespace Pintle.Router.Delivery;

/// <summary>Takes an event through selection, event filter and destination transformation, with one revision's settings. Used by one thread at a time.</summary>
internal sealed class EventTransformer(
    Destination destination, ConfiguredDestination configured, WorkspaceSnapshot snapshot, ProcessingSteps steps)
{
    private const int TriesOfABug = 3;
    private const int MostRemembered = 1_000;
    private static readonly JsonElement NoMetadata = JsonElement.Parse("{}");

    // Asks nobody anything.
    private static readonly TransformEnvironment Blind = new();

    // What a header says is the same for all events of a source that have the same type and name.
    private readonly Dictionary<(string Source, string Type, string Name), HeaderDecision> _byHeader = [];

    public ConfiguredDestination Configured => configured;

    /// <summary>Clock and way out of its transformations.</summary>
    public TransformEnvironment Environment { get; init; } = Blind;

    /// <param name="pending">The event.</param>
    /// <param name="output">What user code has made of it; null when none has run.</param>
    /// <summary>What becomes of the event. A bug in the transformation is tried three times, then it is the event's end.</summary>
    public ValueTask<Transformed> TransformAsync(PendingEvent pending, JsonElement? output = null) => TransformAsync(pending, output, Environment);

    /// <summary>The user transformation that its events go through; null when there is none.</summary>
    public TransformationRef? Code { get; } = destination.Transformations is [var first, ..] ? first : null;

    /// <summary>Runs it on events of one source.</summary>
    /// <param name="events">They.</param>
    /// <param name="version">Which version; null: the one in force.</param>
    /// <param name="code">What runs it.</param>
    /// <param name="ct">Ends it.</param>
    public Task<CodeAnswer> RunCodeAsync(IReadOnlyList<(EventHeader Header, JsonElement Message)> events, string? version, EventCode code, CancellationToken ct)
    {
        // Another version says itself what language it is in.
        var run = version is null || version == Code!.VersionId ? Code! : Code with { VersionId = version, Language = "" };
        return code(new CodeBatch(run, snapshot, new CodeEvents(snapshot.SourcesById.GetValueOrDefault(events[0].Header.SourceId), destination, run).Write(events)), ct);
    }

    /// <summary>The account that it delivers through; null when the settings hold its credentials.</summary>
    public AccountAccess? Access { get; init; }

    /// <summary>What becomes of it as far as that can be said without asking a vendor.</summary>
    public Transformed? Judge(PendingEvent pending)
    {
        if (Access is not null || Code is not null)
        {
            return Select(pending, output: null, out _);
        }

        var judged = TransformAsync(pending, output: null, Blind);
        return judged.IsCompletedSuccessfully ? judged.Result : null;
    }

    /// <summary>The event's end, when it doesn't reach the destination's transformation.</summary>
    /// <param name="pending">The event.</param>
    /// <param name="output">What user code has made of it; null when none has run.</param>
    /// <param name="message">Otherwise: the event as the destination gets it.</param>
    public Transformed? Select(PendingEvent pending, JsonElement? output, out JsonElement message)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return SelectOnce(pending, output, out message);
            }
#pragma warning disable CA1031 // the boundary at which a bug must not stop a destination
            catch (Exception bug)
            {
                if (attempt >= TriesOfABug)
                {
                    message = default;
                    return Bug(bug);
                }

                pending.Processed = null;
            }
#pragma warning restore CA1031
        }
    }

    /// <summary>An event for the destination's transformation.</summary>
    /// <param name="message">As the destination gets it.</param>
    /// <param name="secret">The account's tokens; undefined without an account.</param>
    /// <param name="alone">It must not share a request.</param>
    public EventInput InputOf(JsonElement message, JsonElement secret = default, bool alone = false)
    {
        JsValue metadata = secret.ValueKind == JsonValueKind.Undefined && !alone ? NoMetadata
            : new JsObject { { "secret", secret }, { "dontBatch", alone ? true : default(JsValue) } };
        return new(message, metadata, destination.HasDynamicConfig) { DestinationId = destination.Id };
    }

    /// <summary>A verdict as the account's tokens make it.</summary>
    public Verdict Hear(Verdict verdict, JsonElement secret) => Access?.Hear(verdict, secret) ?? verdict;

    /// <summary>An outcome in the router's words.</summary>
    public static Transformed ToTransformed(Outcome outcome) => outcome switch
    {
        Outcome.Send send => Transformed.Send(Build(send.Requests)),
        Outcome.Skip skip => Transformed.Filtered(skip.Reason),
        Outcome.Suppressed suppressed => Transformed.Filtered(suppressed.Reason),
        Outcome.Reject reject => Transformed.Dead(reject.StatusCode, $"rejected: {Words(reject.Kind)}", reject.Message),
        Outcome.Retry retry => Transformed.RetryLater(retry),
        var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
    };

    /// <summary>The end of an event that a bug has met too often.</summary>
    public static Transformed Bug(Exception bug) => Transformed.Dead(500, "internal error", $"{bug.GetType().Name}: {bug.Message}");

    /// <summary>
    /// The event's end, when its header alone decides that it is filtered: then it need not be parsed. Exactly what
    /// <see cref="TransformAsync(PendingEvent, JsonElement?)"/> would say; where user code may change what the filter looks at, it says nothing.
    /// </summary>
    public Transformed? FilterByHeader(PendingEvent pending)
    {
        var header = pending.Header;
        return Code is null && snapshot.SourcesById.TryGetValue(header.SourceId, out var source) && Ask(header, source).Filtered is { StatusCode: 298 } filtered
            && (header.DestinationId.Length == 0 || header.DestinationId == destination.Id)
            && steps.Drop(header, snapshot) is null && steps.IsForAll(pending.Stored)
            ? Transformed.Filtered(filtered.Reason)
            : null;
    }

    private HeaderDecision Ask(EventHeader header, Source source)
    {
        var key = (header.SourceId, header.Type, header.Name);
        if (!_byHeader.TryGetValue(key, out var decision))
        {
            if (_byHeader.Count >= MostRemembered)
            {
                _byHeader.Clear();
            }

            _byHeader[key] = decision = steps.FilterByHeader(header, source, destination);
        }

        return decision;
    }

    /// <summary>Why the processor leaves an event out before the fan-out.</summary>
    public string DropReasonOf(EventHeader header) => steps.Drop(header, snapshot) ?? "";

    private ValueTask<Transformed> TransformAsync(PendingEvent pending, JsonElement? output, TransformEnvironment environment)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (SelectOnce(pending, output, out var message) is { } ended)
                {
                    return new(ended);
                }

                JsonElement secret = default;
                if (Access?.TryGet(out secret) == false)
                {
                    return WithTokensAsync(message, environment);
                }

                var outcome = configured.TransformAsync(InputOf(message, secret), environment);
                return outcome.IsCompletedSuccessfully ? new(Heard(outcome.Result, secret)) : AwaitedAsync(outcome, secret);
            }
#pragma warning disable CA1031 // the boundary at which a bug must not stop a destination
            catch (Exception bug)
            {
                if (attempt >= TriesOfABug)
                {
                    return new(Bug(bug));
                }

                pending.Processed = null;
            }
        }
    }

    private async ValueTask<Transformed> WithTokensAsync(JsonElement message, TransformEnvironment environment)
    {
        try
        {
            var (secret, problem) = await Access!.GetAsync(CancellationToken.None);
            return problem is null ? Heard(await configured.TransformAsync(InputOf(message, secret), environment), secret) : new Transformed(null, problem);
        }
        catch (Exception bug)
        {
            return Bug(bug);
        }
    }

    private Transformed Heard(Outcome outcome, JsonElement secret)
    {
        var transformed = ToTransformed(outcome);
        return Access is null ? transformed : transformed with { Secret = secret, Verdict = transformed.Verdict is { } verdict ? Hear(verdict, secret) : null };
    }

    private async ValueTask<Transformed> AwaitedAsync(ValueTask<Outcome> outcome, JsonElement secret)
    {
        try
        {
            return Heard(await outcome, secret);
        }
        catch (Exception bug)
        {
            return Bug(bug);
        }
#pragma warning restore CA1031
    }

    private Transformed? SelectOnce(PendingEvent pending, JsonElement? output, out JsonElement message)
    {
        if (output is { } made)
        {
            message = made;
            return snapshot.SourcesById.TryGetValue(pending.Header.SourceId, out var of) && steps.Filter(made, of, destination) is { } filtered ? Ended(filtered) : null;
        }

        var processed = pending.Processed ??= steps.Process(pending.Header, pending.Stored, snapshot);
        message = processed.Message;
        if (processed.DropReason is not null && snapshot.SourcesById.ContainsKey(pending.Header.SourceId))
        {
            return Transformed.Dropped;
        }

        if (snapshot.SourcesById.TryGetValue(pending.Header.SourceId, out var source)
            && (steps.Select(processed, source, destination) ?? (Code is null ? Filter(processed, source) : null)) is { } decision)
        {
            return Ended(decision);
        }

        return null;
    }

    private static Transformed Ended(FilterDecision decision) =>
        decision.StatusCode == 298 ? Transformed.Filtered(decision.Reason) : Transformed.Dead(decision.StatusCode, decision.Reason, decision.Reason);

    private FilterDecision? Filter(ProcessedEvent processed, Source source)
    {
        var byHeader = Ask(processed.Header, source);
        return byHeader.IsDecided ? byHeader.Filtered : steps.Filter(processed.Message, source, destination);
    }

    private static List<WireRequest> Build(IReadOnlyList<VendorRequest> requests)
    {
        var built = new List<WireRequest>(requests.Count);
        for (var i = 0; i < requests.Count; i++)
        {
            if (WireRequestBuilder.Build(requests[i]) is { } request)
            {
                built.Add(request);
            }
        }

        return built;
    }

    private static string Words(RejectKind kind) => kind switch
    {
        RejectKind.Instrumentation => "the event lacks or garbles something",
        RejectKind.Configuration => "the destination's settings are wrong",
        RejectKind.Unsupported => "this kind of event is not supported",
        RejectKind.Vendor => "the vendor refused a look-up",
        RejectKind.OAuth => "the account's tokens are missing",
        _ => "the transformation failed",
    };
}

/// <summary>Result of a transformation in the router's words.</summary>
/// <param name="Requests">Requests to make; null when there is a verdict instead.</param>
/// <param name="Verdict">The end of the event, or a reason to try later; null when it is sent or dropped.</param>
internal sealed record Transformed(IReadOnlyList<WireRequest>? Requests, Verdict? Verdict)
{
    /// <summary>The account's tokens that the requests were made with; undefined without an account.</summary>
    public JsonElement Secret { get; init; }

    /// <summary>Dropped before the fan-out; counted there.</summary>
    public static readonly Transformed Dropped = new(null, (Verdict?)null);

    public static Transformed Send(IReadOnlyList<WireRequest> requests) => new(requests, null);

    public static Transformed Filtered(string reason) => new(null, new Verdict(VerdictKind.Filtered, 298, reason));

    public static Transformed Dead(int status, string reason, string message) =>
        new(null, new Verdict(VerdictKind.Abort, status, reason, message));

    public static Transformed RetryLater(Outcome.Retry retry) => new(
        null, new Verdict(retry.IsOfDestination ? VerdictKind.DestinationFault : VerdictKind.Retry, retry.StatusCode, "a look-up failed", retry.Message) { Auth = retry.Auth });
}
