using System.Text.RegularExpressions;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Iterable;

/// <summary>At the router, people, events and rows of a catalog go many at once.</summary>
/// <remarks>
/// https://api.iterable.com/api/docs#users_bulkUpdateUser, https://api.iterable.com/api/docs#events_trackBulk and
/// https://api.iterable.com/api/docs#catalogs_bulkUpdateCatalogItems: each takes 1000 items, and 4 MB.
/// </remarks>
internal static partial class IterableBatches
{
    public static readonly BatchRule Rule = new()
    {
        MaxEvents = 1_000,
        MaxBytes = 4_000_000,
        Takes = Takes,
        Join = Join,
    };

    // Iterable refuses a whole request for an event without a name and for what catalogs can't hold:
    // https://support.iterable.com/hc/en-us/articles/360033215072-Catalog-Limitations
    private static bool Takes(VendorRequest request) => request.EndpointPath switch
    {
        IterableApi.UpdateUser => true,
        IterableApi.Track => request.Content.Has("eventName"),
        IterableApi.Catalogs => request.Content["documents"].Members.ToList().TrueForAll(row =>
            ItemId().IsMatch(row.Key) && row.Value.Members.ToList().TrueForAll(field => !field.Key.Contains('.', StringComparison.Ordinal))),
        _ => false,
    };

    private static VendorRequest Join(IReadOnlyList<VendorRequest> requests) => requests[0].EndpointPath switch
    {
        IterableApi.UpdateUser => Many(requests, IterableApi.UpdateUser, IterableApi.UpdateUsers, "users"),
        IterableApi.Track => Many(requests, IterableApi.Track, IterableApi.TrackMany, "events"),
        _ => Rows(requests),
    };

    private static VendorRequest Many(IReadOnlyList<VendorRequest> requests, string from, string to, string member) => requests[0] with
    {
        Endpoint = requests[0].Endpoint[..^from.Length] + to,
        EndpointPath = to,
        Content = new JsObject { { member, JsArray.Of(requests.Select(r => r.Content)) } },
    };

    // A row that comes twice is as the later event has it, with what only the earlier one says.
    private static VendorRequest Rows(IReadOnlyList<VendorRequest> requests)
    {
        if (requests.Count == 1)
        {
            return requests[0];
        }

        var documents = new JsObject();
        foreach (var request in requests)
        {
            foreach (var (id, fields) in request.Content["documents"].Members)
            {
                documents.Own(id).AddAll(fields);
            }
        }

        return requests[0] with { Content = new JsObject { { "documents", documents }, { "replaceUploadedFieldsOnly", true } } };
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,255}$", RegexOptions.CultureInvariant)]
    private static partial Regex ItemId();
}
