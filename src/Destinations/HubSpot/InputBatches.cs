using System.Globalization;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>
/// Batches of inputs. HubSpot refuses a batch that has a record twice: its inputs are merged, the later values win.
/// </summary>
internal static class InputBatches
{
    /// <summary>Begins trace ids that say which events of a request an input is for, where there are no job ids.</summary>
    private const char Places = 'e';

    /// <summary>What HubSpot repeats in the error of an input: the job's id, which callers of the API know; within Pintle, the event's place in the request.</summary>
    public static string TraceOf(Event e) => e.Metadata["jobId"].ToText() ?? $"{Places}0";

    /// <summary>The events of an input by their places in the request; null when the trace id is a job's.</summary>
    public static int[]? PlacesOf(string trace) => trace.Length > 1 && trace[0] == Places
        ? [.. trace[1..].Split(',').Select(place => int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : -1)]
        : null;

    /// <summary>Is it a batch already, even if of one?</summary>
    public static bool Takes(VendorRequest request) => request.Kind == BodyKind.JsonArray || request.Content["inputs"].IsArray;

    /// <summary>One request of several of the same endpoint.</summary>
    public static VendorRequest Join(IReadOnlyList<VendorRequest> requests)
    {
        if (requests.Count == 1)
        {
            return requests[0];
        }

        if (requests[0].Kind == BodyKind.JsonArray)
        {
            return requests[0] with { Content = $"[{string.Join(',', requests.Select(r => (r.Content.AsText() ?? "[]")[1..^1]))}]" };
        }

        var inputs = new JsArray();
        var known = new Dictionary<string, JsObject>(StringComparer.OrdinalIgnoreCase);
        for (var place = 0; place < requests.Count; place++)
        {
            foreach (var input in requests[place].Content["inputs"].Items)
            {
                Add(inputs, known, input, place);
            }
        }

        return requests[0] with { Content = new JsObject { { "inputs", inputs } } };
    }

    private static void Add(JsArray inputs, Dictionary<string, JsObject> known, JsValue input, int place)
    {
        var trace = input["objectWriteTraceId"].AsText();
        var isPlaced = trace is not null && PlacesOf(trace) is not null;
        var key = input["id"].ToText() is { } id ? $"{input["idProperty"].ToText()} {id}" : null;
        if (key is not null && known.TryGetValue(key, out var first))
        {
            first["properties"] = first["properties"].ToObject().AddAll(input["properties"]);
            if (isPlaced)
            {
                first["objectWriteTraceId"] = $"{first["objectWriteTraceId"]},{place}";
            }

            return;
        }

        var added = input.ToObject();
        if (isPlaced)
        {
            added["objectWriteTraceId"] = $"{Places}{place}";
        }

        inputs.Add(added);
        if (key is not null)
        {
            known[key] = added;
        }
    }
}
