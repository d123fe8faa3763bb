using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Http;

/// <summary>
/// A cookie by which the browser that went to somebody else's page is known when it is sent back. The session's own cookie is not sent then: it is Strict, and the request comes from
/// the other page. One a visit, so that several can go on side by side.
/// </summary>
/// <param name="name">What the cookies' names begin with.</param>
/// <param name="path">Below which they are sent.</param>
internal sealed class BrowserMark(string name, string path)
{
    private const int NameLength = 12;

    /// <summary>Gives the browser a value for a visit.</summary>
    public void Give(HttpContext context, string visit, string value, TimeSpan age) => context.Response.Cookies.Append(Name(visit), value, Options(context, age));

    /// <summary>Does the browser have the value that has this hash?</summary>
    public bool IsOf(HttpContext context, string visit, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Ids.HashOf(context.Request.Cookies[Name(visit)] ?? "")), Encoding.UTF8.GetBytes(hash));

    /// <summary>Takes it away.</summary>
    public void Take(HttpContext context, string visit) => context.Response.Cookies.Delete(Name(visit), Options(context, age: null));

    // The id is a hash: its beginning tells nothing of the state.
    private string Name(string visit) => $"{name}-{visit[..NameLength]}";

    private CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = path,
        MaxAge = age,
        IsEssential = true,
    };
}
