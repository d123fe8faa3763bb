namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary>Addresses of issuers.</summary>
internal static class IssuerAddress
{
    private const string Discovery = "/.well-known/openid-configuration";

    /// <summary>Secrets go there, and what it says is believed. What is on this machine needs no encryption on its way.</summary>
    public static bool IsSafe(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && IsSafe(url) && url.Query.Length == 0;

    public static bool IsSafe(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.Fragment.Length == 0 && url.UserInfo.Length == 0;

    /// <summary>Where an issuer describes itself (OpenID Connect Discovery §4).</summary>
    public static string DocumentOf(string issuer) => issuer.TrimEnd('/') + Discovery;
}
