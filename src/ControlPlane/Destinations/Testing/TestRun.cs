using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Lookups;

namespace Pintle.ControlPlane.Destinations.Testing;

/// <summary>Shows what a configured destination makes of events, and sends it when there is a way out.</summary>
/// <param name="configured">The destination with its settings.</param>
/// <param name="environment">What its transformation uses.</param>
/// <param name="mask">Hides its secrets.</param>
/// <param name="http">Where requests go; null: they are not made.</param>
internal sealed class TestRun(ConfiguredDestination configured, TransformEnvironment environment, SecretMask mask, VendorHttp? http)
{
    public async Task<TestedEvent> TryAsync(EventInput input, CancellationToken ct)
    {
        var outcome = configured.IsBatching ? await TogetherAsync(input) : await configured.TransformAsync(input, environment);
        var (said, reason) = outcome switch
        {
            Outcome.Send => (TestOutcome.Requests, ""),
            Outcome.Skip skip => (TestOutcome.LeftOut, skip.Reason),
            Outcome.Suppressed suppressed => (TestOutcome.LeftOut, suppressed.Reason),
            Outcome.Reject reject => (TestOutcome.Refused, reject.Message),
            Outcome.Retry retry => (TestOutcome.Later, retry.Message),
            var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
        };
        return new TestedEvent(input.Message, said, mask.Hide(reason), outcome is Outcome.Send send ? await ShowAsync(send.Requests, ct) : []);
    }

    private async ValueTask<Outcome> TogetherAsync(EventInput input) => (await configured.TransformTogetherAsync([input], environment)) is [RouterItem item, ..] ? item.Outcome : new Outcome.Skip("Nothing came of it.");

    private async Task<IReadOnlyList<TestedRequest>> ShowAsync(IReadOnlyList<VendorRequest> requests, CancellationToken ct)
    {
        var shown = new List<TestedRequest>();
        var goesOn = http is not null;
        foreach (var request in requests)
        {
            if (WireRequestBuilder.Build(request) is { } wire)
            {
                var answer = goesOn ? await SendAsync(wire, request, ct) : null;
                goesOn = answer is { Delivered: true };
                shown.Add(mask.Hide(wire, request, answer));
            }
        }

        return shown;
    }

    private async Task<TestedResponse> SendAsync(WireRequest wire, VendorRequest request, CancellationToken ct)
    {
        var result = await http!.SendAsync(wire, timeout: null, ct);
        ct.ThrowIfCancellationRequested();
        if (result.Response is not { } answer)
        {
            return new TestedResponse(0, mask.Hide(result.Message), Delivered: false, "No answer: it would be tried again.");
        }

        var verdict = configured.Read(new Delivered(answer, request, 1)).Verdicts[0];
        return new TestedResponse(answer.Status, mask.Hide(answer.Body), verdict.Kind is VerdictKind.Delivered or VerdictKind.Filtered, mask.Hide($"{Words(verdict.Kind)} {verdict.Message}".TrimEnd()));
    }

    private static string Words(VerdictKind kind) => kind switch
    {
        VerdictKind.Delivered => "Delivered.",
        VerdictKind.Filtered => "The vendor left it out on purpose.",
        VerdictKind.Retry => "It would be tried again.",
        VerdictKind.DestinationFault => "The destination as a whole refuses, or is away: events would wait.",
        _ => "Refused: it would be a dead letter.",
    };
}
