using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Accounts.Vendors;

namespace Pintle.ControlPlane.Accounts.Secrets;

/// <summary>
/// The tokens of an account: <c>access_token</c>, <c>refresh_token</c>, <c>expirationDate</c>, and what else destinations need. Those of an imported account are as they were given.
/// </summary>
internal sealed class TokenSet(JsonObject members)
{
    private const string Access = "access_token";
    private const string Refresh = "refresh_token";
    private const string End = "expirationDate";

    // Other systems wrote them so.
    private const string AccessElsewhere = "accessToken";
    private const string RefreshElsewhere = "refreshToken";

    /// <summary>When they end; null: not by themselves.</summary>
    public DateTimeOffset? EndsAt => DateTimeOffset.TryParse(Text(End), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) ? end : null;

    /// <summary>By which fresh ones are asked for; null: they can't be.</summary>
    public string? RefreshToken => Text(Refresh) ?? Text(RefreshElsewhere);

    public bool IsEmpty => members.Count == 0;

    /// <summary>Reads what is stored.</summary>
    public static TokenSet Parse(string json) => new(JsonNode.Parse(json) as JsonObject ?? []);

    /// <summary>What to store of a vendor's answer.</summary>
    /// <param name="before">The tokens that were renewed: what the answer doesn't say again, the refresh token mostly, stays. Null: somebody has just approved.</param>
    public static TokenSet Of(AccountDefinition definition, JsonObject answer, TokenSet? before, DateTimeOffset now)
    {
        var kept = new TokenSet([]);
        foreach (var name in definition.Keeps.Prepend(Refresh))
        {
            kept.Put(name, (answer[name] ?? before?.Members[name])?.DeepClone());
        }

        kept.Put(Refresh, kept.RefreshToken ?? before?.RefreshToken);
        kept.Put(Access, answer[Access]!.DeepClone());
        if (SecondsOf(answer["expires_in"]) is { } seconds)
        {
            kept.Put(End, now.AddSeconds(seconds).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }

        return kept;
    }

    public string ToJson() => members.ToJsonString();

    /// <summary>As destinations get them: the access token by both names that there are, without the refresh token, which is the control plane's.</summary>
    public JsonElement ToHandOut(string? developerToken)
    {
        var given = new JsonObject(members.Where(m => m.Key is not (Refresh or RefreshElsewhere)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        if (AccessToken is { } token)
        {
            given[Access] = token;
            given[AccessElsewhere] = token;
        }

        if (developerToken is not null)
        {
            given["developer_token"] = developerToken;
        }

        return JsonSerializer.SerializeToElement(given);
    }

    /// <summary>Are these the tokens that somebody was given?</summary>
    public bool Are(JsonElement? given) => given is { ValueKind: JsonValueKind.Object } secret
        && (Text(secret, Access) ?? Text(secret, AccessElsewhere)) is { } theirs && theirs == AccessToken;

    private JsonObject Members => members;

    private string? AccessToken => Text(Access) ?? Text(AccessElsewhere);

    private void Put(string name, JsonNode? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }

    private string? Text(string name) => members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text ? text : null;

    private static string? Text(JsonElement secret, string name) => secret.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Some write the number as text. More than a thousand years is a mistake.
    private static double? SecondsOf(JsonNode? value) =>
        double.TryParse(value?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 3e10 ? seconds : null;
}
