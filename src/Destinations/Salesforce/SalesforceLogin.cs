using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Lookups;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Salesforce;

/// <summary>Logs in with a user name and password, and remembers the session.</summary>
/// <remarks>https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_username_password_flow.htm</remarks>
internal static class SalesforceLogin
{
    // What the established API says for an app that isn't there; Salesforce's answer (invalid_client_id) is plainer than to none.
    private const string NoApp = "undefined";

    private static readonly Lookup<Session> Sessions = new("salesforce session") { Ttl = TimeSpan.FromHours(1) };

    /// <summary>The session of a destination: a remembered one, or a new one.</summary>
    /// <exception cref="EventRejectedException">Settings are missing, or Salesforce doesn't accept them.</exception>
    /// <exception cref="EventRetryException">Salesforce is away.</exception>
    public static async ValueTask<(string InstanceUrl, string Token)> OpenAsync(Event e, SalesforceSettings settings)
    {
        Require(settings.UserName, "userName");
        Require(settings.Password, "password");
        var key = KeyOf(e, settings);
        var credentials = TextConverters.HashOf($"{settings.UserName}\n{settings.Password}\n{settings.InitialAccessToken}\n{settings.Sandbox}");
        var session = await Sessions.GetAsync(e.Environment, key, () => LogInAsync(e, settings, credentials));
        if (session!.Credentials != credentials)
        {
            // The settings have changed since.
            Sessions.Forget(e.Environment, key);
            session = await Sessions.GetAsync(e.Environment, key, () => LogInAsync(e, settings, credentials));
        }

        return (session!.InstanceUrl, session.Token);
    }

    /// <summary>Forgets a session that is over.</summary>
    /// <param name="environment">Whose memory it is.</param>
    /// <param name="key">Id of the destination.</param>
    public static void Forget(TransformEnvironment environment, string key) => Sessions.Forget(environment, key);

    /// <summary>Forgets the session of an event's destination.</summary>
    public static void Forget(Event e, SalesforceSettings settings) => Sessions.Forget(e.Environment, KeyOf(e, settings));

    // A delivery knows the destination's id and nothing else of the account.
    private static string KeyOf(Event e, SalesforceSettings settings) => e.DestinationId.Length > 0 ? e.DestinationId : $"user:{settings.UserName}";

    private static async Task<Session?> LogInAsync(Event e, SalesforceSettings settings, string credentials)
    {
        var request = new VendorRequest
        {
            Method = "POST",
            Endpoint = $"https://{(settings.Sandbox ? "test" : "login")}.salesforce.com/services/oauth2/token",
            Params =
            [
                new("username", settings.UserName),
                new("password", settings.Password + settings.InitialAccessToken),
                new("client_id", settings.ConsumerKey.Length > 0 ? settings.ConsumerKey : NoApp),
                new("client_secret", settings.ConsumerSecret.Length > 0 ? settings.ConsumerSecret : NoApp),
                new("grant_type", "password"),
            ],
        };
        var response = await e.AskAsync(request);
        var verdict = SalesforceAnswers.Read(response);
        if (verdict.Kind is VerdictKind.Retry or VerdictKind.DestinationFault)
        {
            throw new EventRetryException(verdict.StatusCode, $"Salesforce answered {response.Status} to the log-in.");
        }

        // Too many log-ins within an hour: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm
        if (response.Json["error"].AsText() == "rate_limit_exceeded")
        {
            throw new EventRetryException(429, "Salesforce takes no more log-ins for now (rate_limit_exceeded).");
        }

        return response.IsSuccess && response.Json["access_token"].AsText() is { } token && response.Json["instance_url"].AsText() is { } url
            ? new Session(url.TrimEnd('/'), token, credentials)
            : throw EventRejectedException.Vendor(
                verdict.StatusCode is 200 ? 400 : verdict.StatusCode,
                $"Salesforce doesn't accept \"userName\", \"password\" and \"initialAccessToken\": it answered {response.Status} {response.Json["error_description"].ToText()}");
    }

    private static void Require(string setting, string name)
    {
        if (setting.Length == 0)
        {
            throw EventRejectedException.Configuration($"\"{name}\" is required to log in to Salesforce.");
        }
    }

    /// <summary>A session, and (hashed) what it was opened with.</summary>
    private sealed record Session(string InstanceUrl, string Token, string Credentials);
}
