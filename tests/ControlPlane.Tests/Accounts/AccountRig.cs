using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Tests.People;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.TestKit;

namespace Pintle.ControlPlane.Tests.Accounts;

/// <summary>Somebody's browser, on its way to a vendor and back. What comes from the vendor's page has no session in it: that cookie is Strict.</summary>
internal sealed class OAuthBrowser(ControlRig rig, TestWorkspace shop, Person person)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>The mark that the server gave with the last beginning: name=value.</summary>
    public string Mark { get; set; } = "";

    public Person Person => person;

    /// <summary>Begins to connect an account; the answer has the vendor's page.</summary>
    public Task<JsonNode> BeginAsync(string name = "Ours", string type = "salesforce", string returnTo = "/accounts?tab=1") =>
        PostAsync($"/api/v1/workspaces/{shop.Id}/accounts/connect", new { name, type, returnTo });

    /// <summary>Begins to connect an account again.</summary>
    public Task<JsonNode> BeginAgainAsync(string id) => PostAsync($"/api/v1/workspaces/{shop.Id}/accounts/{id}/reconnect", new { returnTo = "/accounts" });

    /// <summary>Approves on the vendor's page.</summary>
    /// <returns>The address that the vendor sends the browser back to.</returns>
    public static async Task<Uri> ApproveAsync(JsonNode begun)
    {
        using var answer = await Http.GetAsync(new Uri(begun["authoriseUrl"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Comes back. The page that it leads to; null: refused.</summary>
    public async Task<string?> ReturnAsync(Uri address, string? session = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", session is null ? Mark : $"{Mark}; pintle-session={session}");
        using var answer = await Http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.OriginalString : null;
    }

    /// <summary>Connects an account, all of it.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> ConnectAsync(string name = "Ours", string type = "salesforce")
    {
        var page = await ReturnAsync(await ApproveAsync(await BeginAsync(name, type)));
        Assert.StartsWith("/accounts?tab=1&account=acc_", page, StringComparison.Ordinal);
        return page!.Split("account=")[1];
    }

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Address, path)) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        request.Headers.Add("Cookie", $"pintle-session={person.Browser.Cookie}");
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Mark = cookie.Split(';')[0];
        return JsonNode.Parse(text)!;
    }
}

internal static class AccountRigs
{
    /// <summary>A workspace that the vendor knows, and somebody in it with a browser.</summary>
    public static async Task<(TestWorkspace Shop, OAuthBrowser Browser)> NewShopAsync(this ControlRig rig, OAuthVendor vendor, Role role = Role.Editor)
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PutAsync("oauth-clients/salesforce", ClientOf(vendor), etag: null)).Must(HttpStatusCode.OK);
        return (shop, new OAuthBrowser(rig, shop, await rig.NewLoggedInAsync(shop, role)));
    }

    public static object ClientOf(OAuthVendor vendor) => new { clientId = vendor.ClientId, clientSecret = vendor.ClientSecret, authoriseUrl = vendor.AuthoriseUrl, tokenUrl = vendor.TokenUrl };

    /// <summary>Asks for an account's tokens, as data planes do.</summary>
    public static async Task<(HttpStatusCode Status, JsonNode Body)> TokenAsync(this ControlRig rig, TestWorkspace shop, string account, JsonNode? expired = null, string? token = null)
    {
        using var http = new HttpClient { BaseAddress = rig.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token ?? shop.Token}:")));
        var body = new JsonObject { ["hasExpired"] = expired is not null, ["expiredSecret"] = expired?.DeepClone() };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/destination/workspaces/{shop.Id}/accounts/{account}/token", UriKind.Relative), content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>The tokens, which there must be.</summary>
    public static async Task<JsonNode> SecretAsync(this ControlRig rig, TestWorkspace shop, string account, JsonNode? expired = null)
    {
        var (status, body) = await rig.TokenAsync(shop, account, expired);
        Assert.True(status == HttpStatusCode.OK, $"{body}");
        return body["secret"]!;
    }

    public static string Access(this JsonNode secret) => secret["access_token"]!.GetValue<string>();
}
