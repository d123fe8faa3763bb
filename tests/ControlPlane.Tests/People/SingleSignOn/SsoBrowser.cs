using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People.SingleSignOn;

/// <summary>Somebody's browser, on its way to an issuer and back.</summary>
internal sealed class SsoBrowser(ControlRig rig)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>The mark that the server gave with the last beginning: name=value.</summary>
    public string Mark { get; set; } = "";

    /// <summary>How the session's cookie was set, or "".</summary>
    public string SetCookie { get; private set; } = "";

    /// <summary>With the session that it got.</summary>
    public Browser Inside => new(rig.Address) { Cookie = SetCookie.Split(';')[0].Split('=')[1] };

    /// <summary>Begins; a while after what was before, so that no limit stands in the way.</summary>
    /// <returns>Where it is led.</returns>
    public async Task<string> BeginAsync(string issuerId, string? returnTo = null)
    {
        rig.Time.Advance(TimeSpan.FromSeconds(7));
        var path = $"/api/v1/log-in/issuers/{issuerId}/start";
        using var answer = await Http.GetAsync(new Uri(rig.Address, returnTo is null ? path : QueryHelpers.AddQueryString(path, "returnTo", returnTo)));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            var cookie = Assert.Single(cookies);
            Assert.Contains("path=/api/v1/log-in; samesite=lax; httponly", cookie, StringComparison.Ordinal);
            Mark = cookie.Split(';')[0];
        }

        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Approves on the issuer's page.</summary>
    /// <returns>The address that the issuer sends the browser back to.</returns>
    public static async Task<Uri> ApproveAsync(string page)
    {
        using var answer = await Http.GetAsync(new Uri(page));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!;
    }

    /// <summary>Comes back. The page that it leads to.</summary>
    public async Task<string> ReturnAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", Mark);
        using var answer = await Http.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        SetCookie = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.SingleOrDefault(c => c.StartsWith("pintle-session=", StringComparison.Ordinal)) ?? "" : "";
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>All of it.</summary>
    public async Task<string> LogInAsync(string issuerId, string? returnTo = null) => await ReturnAsync(await ApproveAsync(await BeginAsync(issuerId, returnTo)));
}

internal static class SsoRigs
{
    public static object Input(this LocalIssuer issuer, string[]? domains = null, string? joinRole = null, bool trusts = false) => new
    {
        name = "Okta", issuer = issuer.Url, clientId = issuer.ClientId, clientSecret = issuer.ClientSecret, domains = domains ?? [], joinRole, trustsAddresses = trusts,
    };

    /// <summary>A workspace that has the issuer.</summary>
    /// <returns>The workspace, and the id of the issuer in it.</returns>
    public static async Task<(TestWorkspace Shop, string Id)> NewShopAsync(this ControlRig rig, LocalIssuer issuer, string[]? domains = null, string? joinRole = null, bool trusts = false)
    {
        var shop = await rig.NewWorkspaceAsync();
        return (shop, (await shop.Admin.PostAsync("sso-issuers", issuer.Input(domains, joinRole, trusts))).Must(HttpStatusCode.Created).Id);
    }
}
