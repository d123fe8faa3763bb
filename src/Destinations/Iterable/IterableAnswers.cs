using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Iterable;

/// <summary>What Iterable's answers mean; bulk requests tell in lists whose changes were refused.</summary>
/// <remarks>https://api.iterable.com/api/docs#users_bulkUpdateUser</remarks>
internal static class IterableAnswers
{
    private static readonly string[] Emails = Lists("Emails", "invalid", "notFound", "forgotten", "conflict", "invalidData");
    private static readonly string[] UserIds = Lists("UserIds", "invalid", "notFound", "forgotten", "conflict", "invalidData");
    private static readonly string[] EventNames = ["disallowedEventNames", "failedUpdates.disallowedEventNames"];

    public static DeliveryResult Read(Delivered delivered)
    {
        if (!delivered.Response.IsSuccess)
        {
            return delivered.ByStatus();
        }

        var sent = delivered.Request.Content["users"] is { IsArray: true } users ? users : delivered.Request.Content["events"];
        var answer = delivered.Response.Json;
        if (!sent.IsArray || !answer.IsObject)
        {
            return delivered.All(Verdict.Delivered);
        }

        var verdicts = new Verdict[delivered.Events];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = Of(sent[i], answer);
        }

        return new DeliveryResult(delivered.Response.Status, "", verdicts);
    }

    private static Verdict Of(JsValue item, JsValue answer) =>
        Refused("email", item["email"], answer, Emails)
        ?? Refused("userId", item["userId"], answer, UserIds)
        ?? Refused("eventName", item["eventName"], answer, EventNames)
        ?? Verdict.Delivered;

    private static Verdict? Refused(string field, JsValue value, JsValue answer, string[] lists)
    {
        if (value.ToText() is not { } text)
        {
            return null;
        }

        foreach (var path in lists)
        {
            var list = answer.Find(path);
            for (var i = 0; i < list.Length; i++)
            {
                // Iterable compares emails without regard to case.
                if (string.Equals(list[i].ToText(), text, field == "email" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                {
                    return new Verdict(VerdictKind.Abort, 400, $"{field} in {path}", $"{field} error: \"{text}\" in \"{path}\".");
                }
            }
        }

        return null;
    }

    private static string[] Lists(string kind, params string[] reasons) =>
        [.. reasons.Select(reason => $"{reason}{kind}"), .. reasons.Select(reason => $"failedUpdates.{reason}{kind}")];
}
