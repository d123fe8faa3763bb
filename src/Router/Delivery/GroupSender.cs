using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.Router.Sending;

namespace Pintle.Router.Delivery;

/// <summary>Transforms events together, makes the requests that come of it, and tells each event's verdict from the answers.</summary>
internal sealed class GroupSender(EventTransformer transformer, VendorClient client, string destinationId, LoopSetup setup)
{
    private static readonly Verdict NotReached = new(
        VerdictKind.Retry, 500, "a later request was not made", "The event takes several requests, and an earlier one failed for another event in it.");

    /// <summary>Leaves its verdict on each attempt. False when it was cancelled. Never throws.</summary>
    public async Task<bool> SendAsync(IReadOnlyList<Attempt> group, CancellationToken ct)
    {
        var (secret, problem) = transformer.Access is { } access ? await access.GetAsync(ct) : default;
        if (ct.IsCancellationRequested)
        {
            return false;
        }

        if (problem is not null)
        {
            Settle(group, problem, new Answer(WasNotAsked: true));
            return true;
        }

        var items = await TransformAsync(group, secret);
        var sent = await Task.WhenAll(items.Select(item => SendAsync(item.Attempts, item.Outcome, secret, ct)));
        return Array.TrueForAll(sent, static wasSent => wasSent);
    }

    // A bug must not become the neighbours' end: then each is transformed alone.
    private async Task<IReadOnlyList<(IReadOnlyList<Attempt> Attempts, Outcome Outcome)>> TransformAsync(IReadOnlyList<Attempt> group, JsonElement secret)
    {
        EventInput[] inputs = [.. group.Select(a => transformer.InputOf(a.Message, secret, a.GoesAlone))];
        try
        {
            var items = await transformer.Configured.TransformTogetherAsync(inputs, transformer.Environment);
            return Whose(items, group);
        }
        catch (EventRetryException away)
        {
            return [(group, away.ToOutcome())];
        }
#pragma warning disable CA1031 // the boundary at which a bug must not stop a destination
        catch (Exception bug)
        {
            if (group.Count == 1)
            {
                return [(group, Ended(EventTransformer.Bug(bug).Verdict!))];
            }

            var alone = await Task.WhenAll(group.Select(a => TransformAsync([a], secret)));
            return [.. alone.SelectMany(a => a)];
        }
#pragma warning restore CA1031
    }

    private static Outcome.Reject Ended(Verdict bug) => new(RejectKind.Transformation, bug.StatusCode, bug.Message);

    // Items name events by their input's place; each must be in exactly one.
    private static List<(IReadOnlyList<Attempt> Attempts, Outcome Outcome)> Whose(IReadOnlyList<RouterItem> items, IReadOnlyList<Attempt> group)
    {
        var whose = items.Select(item => ((IReadOnlyList<Attempt>)[.. item.Events.Select(e => group[e.Place])], item.Outcome)).ToList();
        var places = items.SelectMany(i => i.Events).Select(e => e.Place).ToHashSet();
        return places.Count == group.Count && items.Sum(i => i.Events.Count) == group.Count
            ? whose
            : throw new InvalidOperationException($"The destination returned {items.Sum(i => i.Events.Count)} events in its requests for {group.Count}.");
    }

    private async Task<bool> SendAsync(IReadOnlyList<Attempt> attempts, Outcome outcome, JsonElement secret, CancellationToken ct)
    {
        if (outcome is not Outcome.Send send)
        {
            Settle(attempts, transformer.Hear(EventTransformer.ToTransformed(outcome).Verdict!, secret), new Answer(WasNotAsked: true));
            return true;
        }

        Settle(attempts, Verdict.Delivered, new Answer(WasNotAsked: send.Requests.Count == 0));
        for (var next = 0; next < send.Requests.Count; next++)
        {
            if (WireRequestBuilder.Build(send.Requests[next]) is not { } wire)
            {
                continue;
            }

            if (!await SendAsync(attempts, new Sent(send.Requests[next], wire, secret), ct))
            {
                return false;
            }

            if (attempts.Any(a => a.Verdict.Kind is not (VerdictKind.Delivered or VerdictKind.Filtered)))
            {
                Unsettle(attempts, isLast: next == send.Requests.Count - 1);
                break;
            }
        }

        return true;
    }

    private async Task<bool> SendAsync(IReadOnlyList<Attempt> attempts, Sent sent, CancellationToken ct)
    {
        var began = setup.Time.GetTimestamp();
        var result = await client.SendAsync(sent.Wire, setup.Options.RequestTimeout, ct);
        if (result.WasCancelled)
        {
            return false;
        }

        var took = setup.Time.GetElapsedTime(began);
        RouterMetrics.Requested(destinationId, took.TotalSeconds, result.Response?.Status ?? 0);
        setup.TimesOf(destinationId).Answered(took);
        var verdicts = result.Response is { } response
            ? AttemptSender.Read(transformer.Configured, new Delivered(response, sent.Request, attempts.Count) { Environment = transformer.Environment }).Verdicts
            : [.. Enumerable.Repeat(FailureRules.VerdictOf(result.Failure, result.Message), attempts.Count)];
        for (var i = 0; i < attempts.Count; i++)
        {
            attempts[i].Event.Took = took;
            attempts[i].Shared = sent.Wire;
            attempts[i].RetryAfter = result.Response?.RetryAfter;
            attempts[i].Verdict = transformer.Hear(verdicts[i], sent.Secret);
            attempts[i].GoesAlone |= verdicts[i].DontBatch;
            attempts[i].Answer = new Answer(
                IsConnectionFailure: FailureRules.IsConnection(result.Failure), IsConfigurationFault: FailureRules.IsConfiguration(result.Failure));
        }

        return true;
    }

    private static void Settle(IReadOnlyList<Attempt> attempts, Verdict verdict, Answer answer)
    {
        foreach (var attempt in attempts)
        {
            (attempt.Verdict, attempt.Answer) = (verdict, answer);
        }
    }

    private static void Unsettle(IReadOnlyList<Attempt> attempts, bool isLast)
    {
        foreach (var attempt in attempts)
        {
            attempt.Verdict = !isLast && attempt.Verdict.Kind is VerdictKind.Delivered ? NotReached : attempt.Verdict;
        }
    }

    /// <param name="Secret">The account's tokens that it was made with; undefined without an account.</param>
    private sealed record Sent(VendorRequest Request, WireRequest Wire, JsonElement Secret);
}
