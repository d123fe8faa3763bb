using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.Router.Accounts;
using Pintle.TestKit;
using Pintle.Workspace;

namespace Pintle.Router.Tests;

/// <summary>Tokens from a control plane, over HTTP.</summary>
public sealed class BackendTokensTests : IAsyncDisposable
{
    private static readonly OAuthAccount Account = new("acc/1", "ws", default);

    private FakeVendor? _backend;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _backend?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(null, """{"hasExpired":false,"expiredSecret":null}""")]
    [InlineData("""{"access_token":"old"}""", """{"hasExpired":true,"expiredSecret":{"access_token":"old"}}""")]
    public async Task Asks_as_the_data_plane_of_the_established_product_does(string? expired, string body)
    {
        var answer = await AskAsync(200, """{"secret":{"access_token":"new"}}""", expired);
        Assert.Equal((TokenProblem.None, "new"), (answer.Problem, answer.Secret.GetProperty("access_token").GetString()));
        var call = Assert.Single(_backend!.Accepted);
        Assert.Equal(("/base/destination/workspaces/ws/accounts/acc%2F1/token", body), (call.Target, call.Body));
        Assert.Equal("Basic d29ya3NwYWNlLXRva2VuOg==", call.Headers["Authorization"]);
    }

    [Theory]
    [InlineData(400, """{"code":"ref_token_invalid_grant","message":"invalid_grant"}""", TokenProblem.Revoked)]
    [InlineData(200, """{"body":{"code":"ref_token_invalid_grant"}}""", TokenProblem.Revoked)]
    [InlineData(500, """{"code":"INVALID_REFRESH_RESPONSE"}""", TokenProblem.Away)]
    [InlineData(404, "not JSON", TokenProblem.Away)]
    [InlineData(200, """{"secret":null}""", TokenProblem.Away)]
    public async Task Says_why_there_are_none(int status, string body, TokenProblem problem)
    {
        var answer = await AskAsync(status, body, null);
        Assert.Equal((problem, JsonValueKind.Undefined), (answer.Problem, answer.Secret.ValueKind));
        Assert.Contains("acc/1", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_plane_that_does_not_answer_is_away()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/") };
        Assert.Equal(TokenProblem.Away, (await new BackendTokens(http, "t").GetAsync(Account, null, false, Ct)).Problem);
    }

    private async Task<TokenAnswer> AskAsync(int status, string body, string? expired)
    {
        _backend = await FakeVendor.StartAsync();
        _backend.Answer = async (_, context) =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body, Ct);
        };
        using var http = new HttpClient { BaseAddress = new Uri(_backend.Url.TrimEnd('/') + "/base/") };
        return await new BackendTokens(http, "workspace-token").GetAsync(Account, expired is null ? null : JsonElement.Parse(expired), false, Ct);
    }
}
