using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>What HubSpot's answers mean for each event of a request.</summary>
/// <remarks>https://developers.hubspot.com/docs/api-reference/error-handling</remarks>
internal static class HubSpotAnswers
{
    public static DeliveryResult Read(Delivered delivered)
    {
        var response = delivered.Response;
        return response.IsSuccess ? OfSuccess(delivered) : delivered.All(response.Status switch
        {
            401 => new Verdict(VerdictKind.DestinationFault, 401, "the access token is refused", response.Body) { Auth = AuthProblem.Expired },

            // One input spoils the whole batch, and the answer doesn't reliably say which: each is tried alone.
            400 or 409 or 413 or 422 when delivered.Events > 1 => Alone(response),

            // Locked by the volume of requests, and being moved to another data center: both end by themselves.
            423 or 477 => new Verdict(VerdictKind.Retry, 500, $"answered {response.Status}", response.Body),

            // Somebody has just created the record: the next search finds it.
            409 => new Verdict(VerdictKind.Retry, 500, "the record exists", response.Body),
            _ => response.ByStatus(),
        });
    }

    private static DeliveryResult OfSuccess(Delivered delivered)
    {
        var response = delivered.Response;
        var results = response.Json["results"];
        var errors = response.Json["errors"];
        if (!delivered.Request.Content["inputs"].IsArray || (!results.IsArray && errors.Length == 0))
        {
            return delivered.All(new Verdict(VerdictKind.Delivered, response.Status));
        }

        if (results.Length == 0 && errors.Length == 0)
        {
            var none = new Verdict(VerdictKind.Abort, 400, "nothing was written", $"HubSpot answered {response.Status} but wrote none of the records: {response.Body}");
            return delivered.All(none) with { Status = response.Status };
        }

        var written = new Verdict(VerdictKind.Delivered, response.Status == 207 ? 200 : response.Status);
        return errors.Length == 0
            ? delivered.All(written) with { Status = response.Status }
            : new DeliveryResult(response.Status, "some records were refused", Each(delivered, errors, written));
    }

    private static Verdict[] Each(Delivered delivered, JsValue errors, Verdict written)
    {
        var byTrace = ByTrace(errors, out var isComplete);
        var verdicts = new Verdict?[delivered.Events];
        foreach (var input in delivered.Request.Content["inputs"].Items)
        {
            // An error that names no input may be that of any which has none.
            var trace = input["objectWriteTraceId"].ToText() ?? "";
            var verdict = byTrace.GetValueOrDefault(trace) ?? (isComplete ? written : null);
            foreach (var place in InputBatches.PlacesOf(trace) ?? [PlaceOf(delivered, trace)])
            {
                if (place >= 0 && place < verdicts.Length)
                {
                    verdicts[place] = verdict;
                }
            }
        }

        // Without an input of its own it was merged into another job's; sent again, it does no harm.
        var rest = delivered.Events > 1 ? Alone(delivered.Response) : new Verdict(VerdictKind.Abort, 400, "refused", delivered.Response.Body);
        return Array.ConvertAll(verdicts, v => v ?? rest);
    }

    // Errors list the trace ids of the inputs that they are about.
    private static Dictionary<string, Verdict> ByTrace(JsValue errors, out bool isComplete)
    {
        var found = new Dictionary<string, Verdict>();
        isComplete = true;
        foreach (var error in errors.Items)
        {
            var verdict = Refused(error);
            var traces = error.Find("context.objectWriteTraceId");
            foreach (var trace in traces.Items)
            {
                found[trace.ToString()] = verdict;
            }

            isComplete &= traces.Length > 0;
        }

        return found;
    }

    private static Verdict Refused(JsValue error)
    {
        var message = error["message"].ToText() ?? error.ToJson();
        return error["category"].AsText() switch
        {
            "RATE_LIMITS" or "RATE_LIMIT" => new Verdict(VerdictKind.Retry, 429, "rate limit", message),
            "INTERNAL_ERROR" or "SERVICE_UNAVAILABLE" => new Verdict(VerdictKind.Retry, 500, "internal error", message),
            _ => new Verdict(VerdictKind.Abort, 400, "refused", message),
        };
    }

    private static int PlaceOf(Delivered delivered, string trace)
    {
        for (var place = 0; place < delivered.Metadata.Length; place++)
        {
            if (delivered.Metadata[place]["jobId"].ToText() == trace)
            {
                return place;
            }
        }

        return -1;
    }

    private static Verdict Alone(VendorResponse response) =>
        new(VerdictKind.Retry, 500, "the batch was refused", response.Body) { DontBatch = true };
}
