using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mailchimp;

/// <summary>Several members of an audience in one request, which Mailchimp answers with 200 even if it refuses some of them.</summary>
/// <remarks>https://mailchimp.com/developer/marketing/api/lists/batch-subscribe-or-unsubscribe/</remarks>
internal static class MemberBatches
{
    /// <summary>The array of the body that has the members.</summary>
    public const string List = "members";

    private const string Path = "/members/";

    public static bool Takes(VendorRequest request) => request.Content[List].IsArray;

    /// <summary>A member as a batch of one; other requests stay as they are.</summary>
    public static VendorRequest OfOne(VendorRequest request)
    {
        if (request.Method != "PUT" || request.Endpoint.LastIndexOf(Path, StringComparison.Ordinal) is not (> 0 and var end))
        {
            return request;
        }

        return request with
        {
            Method = "POST",
            Endpoint = $"{request.Endpoint[..end]}?skip_merge_validation=false&skip_duplicate_check=false",
            Content = new JsObject { { List, new JsArray { request.Content } }, { "update_existing", true } },
            Extra = null,
        };
    }

    public static DeliveryResult Read(Delivered delivered)
    {
        var errors = delivered.Response.Json["errors"];
        var members = delivered.Request.Content[List];
        if (!delivered.Response.IsSuccess || errors.Length == 0 || members.Length != delivered.Events)
        {
            return delivered.ByStatus();
        }

        var refused = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var error in errors.Items)
        {
            refused[error["email_address"].ToText() ?? ""] = error["error"].ToText() ?? error.ToJson();
        }

        var timesOf = members.Items.GroupBy(EmailOf, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase);
        var verdicts = new Verdict[delivered.Events];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = refused.TryGetValue(EmailOf(members[i]), out var message) ? Refused(message, timesOf[EmailOf(members[i])]) : Verdict.Delivered;
        }

        return new DeliveryResult(delivered.Response.Status, "some members were refused", verdicts);
    }

    // Someone who is in a batch twice may be refused only for that.
    private static Verdict Refused(string message, int times) => times > 1
        ? new Verdict(VerdictKind.Retry, 500, "refused in a batch", message) { DontBatch = true }
        : new Verdict(VerdictKind.Abort, 400, "refused", message);

    private static string EmailOf(JsValue member) => member["email_address"].ToText() ?? "";
}
