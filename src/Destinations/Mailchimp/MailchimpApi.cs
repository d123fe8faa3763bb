using System.Security.Cryptography;
using System.Text;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mailchimp;

/// <summary>Requests to one audience with an account's key.</summary>
/// <remarks>https://mailchimp.com/developer/marketing/api/list-members/</remarks>
internal sealed class MailchimpApi
{
    private readonly KeyValuePair<string, string>[] _headers;

    private MailchimpApi(string audience, string root, KeyValuePair<string, string>[] headers) => (Audience, Root, _headers) = (audience, root, headers);

    /// <summary>The audience's id.</summary>
    public string Audience { get; }

    /// <summary>The audience's URL.</summary>
    public string Root { get; }

    /// <summary>The audience that an event names, else that of the settings.</summary>
    public static MailchimpApi Of(Event e, MailchimpSettings settings)
    {
        var audience = Options(e)["listId"].ToText() is { Length: > 0 } own ? own : settings.AudienceId;
        return new MailchimpApi(audience, $"{settings.Api}/lists/{Uri.EscapeDataString(audience)}", settings.Headers);
    }

    public static JsValue Options(Event e) => e.Integrations("MailChimp", "Mailchimp", "MAILCHIMP", "mailchimp");

    /// <summary>The URL of a person in the audience.</summary>
    public string Member(string email) => $"{Root}/members/{HashOf(email)}";

    public VendorRequest Get(string endpoint) => VendorRequest.Get(endpoint).WithHeaders(_headers);

    /// <summary>A request for one person; callers of the transformer API get the audience along with it.</summary>
    public VendorRequest Of(string method, string endpoint, JsObject body) =>
        VendorRequest.Of(method, endpoint, body, _headers) with { Extra = new JsObject { { "audienceId", Audience } } };

    /// <summary>Asks for something that an event needs before it can go on; null when there is no such thing.</summary>
    /// <exception cref="EventRejectedException">Mailchimp refuses for good.</exception>
    /// <exception cref="EventRetryException">Mailchimp is away or busy, or the key doesn't work.</exception>
    public static async ValueTask<JsValue?> AskAsync(Event e, VendorRequest request, string aim)
    {
        var response = await e.AskAsync(request);
        var message = $"Mailchimp answered {response.Status} when asked to {aim}: {response.Body}";
        return Verdict.KindOf(response.Status) switch
        {
            VerdictKind.Delivered => response.Json,
            _ when response.Status == 404 => (JsValue?)null,
            VerdictKind.Retry => throw new EventRetryException(response.Status, message),
            VerdictKind.DestinationFault => throw new EventRetryException(response.Status, message) { IsOfDestination = true },
            _ => throw EventRejectedException.Vendor(response.Status, message),
        };
    }

#pragma warning disable CA5351 // names a member, protects nothing: it is Mailchimp's own key
    private static string HashOf(string email) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(email.ToLowerInvariant())));
#pragma warning restore CA5351
}
