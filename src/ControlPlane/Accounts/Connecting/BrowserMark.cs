using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Accounts.Connecting;

/// <summary>
/// A cookie by which the browser that began an authorisation is known when the vendor sends it back. The session's own cookie is not sent then: it is Strict, and the
/// request comes from the vendor's page. One an authorisation, so that several can go on side by side.
/// </summary>
internal static class BrowserMark
{
    private const string Path = "/api/v1/oauth";
    private const int NameLength = 12;

    public static string? Read(HttpContext context, string authorisation) => context.Request.Cookies[Name(authorisation)];

    public static void Give(HttpContext context, string authorisation, string value, TimeSpan age) => context.Response.Cookies.Append(Name(authorisation), value, Options(context, age));

    public static void Take(HttpContext context, string authorisation) => context.Response.Cookies.Delete(Name(authorisation), Options(context, age: null));

    // The id is a hash: its beginning tells nothing of the state.
    private static string Name(string authorisation) => $"pintle-oauth-{authorisation[..NameLength]}";

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = Path,
        MaxAge = age,
        IsEssential = true,
    };
}
