using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Pintle.ControlPlane.Accounts.Clients;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Accounts.Connecting;

/// <summary>Addresses of an authorisation: the vendor's, and the one that it sends people back to.</summary>
internal static class VendorAddress
{
    public const string Callback = "/api/v1/oauth/callback";

    /// <summary>Where vendors send people back to. It is registered with them.</summary>
    public static string RedirectUri(ControlPlaneOptions options, HttpRequest request) =>
        PublicAddress.Of(options, request) + Callback;

    /// <summary>Where somebody approves (RFC 6749 §4.1.1, RFC 7636 §4.3).</summary>
    public static string Of(AccountDefinition definition, OAuthClient client, string redirectUri, string state, string? verifier)
    {
        var query = new Dictionary<string, string?>(definition.Parameters.Select(p => KeyValuePair.Create<string, string?>(p.Key, p.Value)))
        {
            ["response_type"] = "code",
            ["client_id"] = client.ClientId,
            ["redirect_uri"] = redirectUri,
            ["state"] = state,
        };
        if (definition.Scopes.Count > 0)
        {
            query["scope"] = string.Join(definition.ScopeSeparator, definition.Scopes);
        }

        if (verifier is not null)
        {
            query["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
            query["code_challenge_method"] = "S256";
        }

        return QueryHelpers.AddQueryString(client.AuthoriseUrl ?? definition.AuthoriseUrl, query);
    }
}
