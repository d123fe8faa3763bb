using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Salesforce;

/// <summary>Access to an organisation's records: by OAuth tokens that come with the event, or by a log-in.</summary>
internal sealed class SalesforceSession(Event e, SalesforceSettings settings, string instanceUrl, string token, bool isOAuth)
{
    private readonly string _root = $"{instanceUrl}/services/data/v50.0/";
    private readonly KeyValuePair<string, string>[] _headers = [new("Content-Type", "application/json"), new("Authorization", $"Bearer {token}")];

    public static async ValueTask<SalesforceSession> OpenAsync(Event e, SalesforceSettings settings)
    {
        if (IsOAuth(e))
        {
            var token = OfSecret(e, "access_token");
            return new(e, settings, OfSecret(e, "instance_url").TrimEnd('/'), token, isOAuth: true);
        }

        var (instanceUrl, own) = await SalesforceLogin.OpenAsync(e, settings);
        return new(e, settings, instanceUrl, own, isOAuth: false);
    }

    /// <summary>Searches records of an object.</summary>
    /// <remarks>https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search_parameterized_get.htm</remarks>
    /// <param name="name">The object's.</param>
    /// <param name="text">What to look for.</param>
    /// <param name="field">Where to look for it; null: everywhere.</param>
    /// <param name="fields">What the answer tells of each record.</param>
    public async ValueTask<JsValue> SearchAsync(string name, string text, string? field, string fields)
    {
        var request = VendorRequest.Get($"{_root}parameterizedSearch/").WithHeaders(_headers).WithParam("q", text).WithParam("sobject", name);
        request = field is null ? request : request.WithParam("in", field);
        var response = await e.AskAsync(request.WithParam($"{name}.fields", fields));
        return response.IsSuccess ? response.Json["searchRecords"] : throw Failure(response, name);
    }

    /// <summary>Creates a record, or updates it when its id is known.</summary>
    public VendorRequest Write(RecordTarget target, JsObject fields)
    {
        var record = $"{_root}sobjects/{Uri.EscapeDataString(target.Object)}";

        // Not every proxy lets PATCH through: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/using_resources_patch.htm
        return VendorRequest.Post(target.Id is null ? record : $"{record}/{Uri.EscapeDataString(target.Id)}?_HttpMethod=PATCH", fields, _headers);
    }

    // Established control planes have kinds of their own for it; where the account is named beside the kind, its tokens say it.
    private static bool IsOAuth(Event e) =>
        e.DefinitionName.StartsWith("SALESFORCE_OAUTH", StringComparison.OrdinalIgnoreCase) || e.Secret["access_token"].IsTruthy;

    private static string OfSecret(Event e, string name) => e.Secret[name].AsText() is { Length: > 0 } value
        ? value
        : throw new EventRejectedException(RejectKind.OAuth, $"The OAuth secret has no \"{name}\": connect the account of the destination again.", 500);

    private Exception Failure(VendorResponse response, string name)
    {
        var isOver = SalesforceAnswers.IsSessionOver(response);
        if (isOver && !isOAuth)
        {
            SalesforceLogin.Forget(e, settings);
        }

        var verdict = SalesforceAnswers.Read(response);
        var message = $"Salesforce answered {response.Status} to a search for \"{name}\": {response.Body}";
        return verdict.Kind is VerdictKind.Abort
            ? EventRejectedException.Vendor(verdict.StatusCode, message)
            : new EventRetryException(verdict.StatusCode, message) { Auth = isOver && isOAuth ? AuthProblem.Expired : AuthProblem.None };
    }
}
