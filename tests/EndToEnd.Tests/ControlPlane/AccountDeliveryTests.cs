using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests.ControlPlane;

/// <summary>A destination that delivers through an account which somebody connects in the control plane in the box.</summary>
public sealed class AccountDeliveryTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public AccountDeliveryTests() => _limit.CancelAfter(TimeSpan.FromSeconds(120));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Events_go_with_the_accounts_tokens_with_fresh_ones_when_those_end_and_wait_while_access_is_withdrawn()
    {
        await using var vendor = await OAuthVendor.StartAsync();
        await using var salesforce = await FakeVendor.StartAsync();
        salesforce.Answer = (call, context) => AnswerAsync(vendor, call, context);
        vendor.InstanceUrl = salesforce.Url;
        await using var server = new ServerProcess();
        Assert.True(await server.StartInTheBoxAsync(Ct), server.Output);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = server.ControlAddress };
        var workspace = $"/api/v1/workspaces/{await server.SetUpAsync(browser, Ct)}";
        using var set = await browser.PutAsJsonAsync(
            $"{workspace}/oauth-clients/salesforce", new { clientId = vendor.ClientId, clientSecret = vendor.ClientSecret, authoriseUrl = vendor.AuthoriseUrl, tokenUrl = vendor.TokenUrl }, Ct);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var account = await ConnectAsync(browser, $"{workspace}/accounts/connect", new { name = "Ours", type = "salesforce" });
        var source = await browser.MakeAsync($"{workspace}/sources", new { name = "Web", type = "Javascript" }, Ct);
        var destination = await browser.MakeAsync($"{workspace}/destinations", new { name = "Crm", type = "SALESFORCE", accountId = account }, Ct);
        await browser.MakeAsync($"{workspace}/connections", new { sourceId = source["id"], destinationId = destination["id"] }, Ct);

        // Each is a search and a record.
        await SendAsync(server, source, "u1");
        await salesforce.WaitForAsync(2, Ct);
        Assert.Equal(0, vendor.Refreshes);
        vendor.Refuse(TokenOf(salesforce.Accepted.Last()));
        await SendAsync(server, source, "u2");
        await salesforce.WaitForAsync(4, Ct);
        Assert.Equal(1, vendor.Refreshes);

        vendor.Withdraw();
        await SendAsync(server, source, "u3");
        while (!(await browser.GetFromJsonAsync<JsonNode>($"{workspace}/accounts/{account}", Ct))!["needsReconnecting"]!.GetValue<bool>())
        {
            await Task.Delay(50, Ct);
        }

        Assert.Equal(account, await ConnectAsync(browser, $"{workspace}/accounts/{account}/reconnect", new { }));
        await salesforce.WaitForAsync(6, Ct);
        Assert.Contains("u3@shop.example", salesforce.Accepted.Last().Body, StringComparison.Ordinal);
        Assert.All(vendor.Secrets, secret => Assert.DoesNotContain(secret, server.Output, StringComparison.Ordinal));
    }

    private static string TokenOf(VendorCall call) => call.Headers["Authorization"]["Bearer ".Length..];

    private static async Task AnswerAsync(OAuthVendor vendor, VendorCall call, HttpContext context)
    {
        if (!vendor.Takes(TokenOf(call)))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsJsonAsync(new[] { new { errorCode = "INVALID_SESSION_ID", message = "Session expired or invalid" } });
            return;
        }

        context.Response.StatusCode = call.Method == "GET" ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        await context.Response.WriteAsync(call.Method == "GET" ? """{"searchRecords":[]}""" : """{"id":"L1","success":true,"errors":[]}""");
    }

    // As a person does: from Pintle's page to the vendor's and back.
    private async Task<string> ConnectAsync(HttpClient browser, string path, object body)
    {
        var begun = await browser.MakeAsync(path, body, Ct);
        using var approved = await browser.GetAsync(new Uri(begun["authoriseUrl"]!.GetValue<string>()), Ct);
        using var back = await browser.GetAsync(approved.Headers.Location, Ct);
        var page = back.Headers.Location?.OriginalString ?? "";
        Assert.StartsWith("/?account=acc_", page, StringComparison.Ordinal);
        return page.Split("account=")[1];
    }

    private async Task SendAsync(ServerProcess server, JsonNode source, string user)
    {
        using var http = new HttpClient { BaseAddress = server.GatewayAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{source["writeKey"]}:")));
        using var answer = await http.PostAsJsonAsync("/v1/identify", new { userId = user, traits = new { email = $"{user}@shop.example", lastName = user, company = "Shop" } }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
