using System.Runtime.CompilerServices;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.Router.Sending;

namespace Pintle.Router.Delivery;

/// <summary>Makes an attempt's requests in order and reads the answers.</summary>
internal static class AttemptSender
{
    /// <summary>Leaves the verdict and the unsent requests on the attempt. Never throws.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Answer> SendAsync(Attempt attempt, VendorClient client, string destinationId, LoopSetup setup, CancellationToken ct)
    {
        if (attempt.FormerAttempts > 0)
        {
            RouterMetrics.Retried(destinationId);
        }

        if (attempt.Transformation is { } transformation && !Take(attempt, await transformation))
        {
            return new Answer(WasNotAsked: true);
        }

        for (var next = 0; next < attempt.Requests.Count; next++)
        {
            var began = setup.Time.GetTimestamp();
            var result = await client.SendAsync(attempt.Requests[next], setup.Options.RequestTimeout, ct);
            if (result.WasCancelled)
            {
                return new Answer(WasCancelled: true);
            }

            var took = setup.Time.GetElapsedTime(began);
            attempt.Event.Took = took;
            RouterMetrics.Requested(destinationId, took.TotalSeconds, result.Response?.Status ?? 0);
            setup.TimesOf(destinationId).Answered(took);

            if (result.Response is not { } response)
            {
                attempt.Keep(next);
                attempt.Verdict = FailureRules.VerdictOf(result.Failure, result.Message);
                return new Answer(IsConnectionFailure: FailureRules.IsConnection(result.Failure), IsConfigurationFault: FailureRules.IsConfiguration(result.Failure));
            }

            attempt.Verdict = attempt.Transformer!.Hear(Read(attempt.Transformer, response, attempt.Requests[next]), attempt.Secret);
            if (attempt.Verdict.Kind is not (VerdictKind.Delivered or VerdictKind.Filtered))
            {
                attempt.Keep(next);
                attempt.RetryAfter = response.RetryAfter;
                return new Answer();
            }
        }

        return new Answer();
    }

    /// <summary>What one request's answer means for each event in it. Never throws.</summary>
    public static DeliveryResult Read(ConfiguredDestination configured, Delivered delivered)
    {
        try
        {
            return configured.Read(delivered);
        }
#pragma warning disable CA1031 // a bug in reading an answer must not lose the event: it ends where people see it
        catch (Exception bug)
        {
            return delivered.All(new Verdict(VerdictKind.Abort, 500, "internal error", $"{bug.GetType().Name}: {bug.Message}"));
        }
#pragma warning restore CA1031
    }

    private static Verdict Read(EventTransformer transformer, VendorResponse response, WireRequest sent)
    {
        var request = VendorRequestReader.OfWire(sent, withContent: transformer.Configured.ReadsRequests);
        return Read(transformer.Configured, new Delivered(response, request, 1) { Environment = transformer.Environment }).Verdicts[0];
    }

    // True when there is something to send.
    private static bool Take(Attempt attempt, Transformed transformed)
    {
        attempt.Verdict = transformed.Verdict ?? Verdict.Delivered;
        attempt.Take(transformed);
        return attempt.Requests.Count > 0;
    }
}

/// <summary>What the loop must know of how an attempt went, beside its verdict.</summary>
internal readonly record struct Answer(
    bool IsConnectionFailure = false, bool IsConfigurationFault = false, bool WasCancelled = false, bool WasNotAsked = false);
