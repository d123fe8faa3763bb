using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pintle.ControlPlane.Accounts.Secrets;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.TestKit;

namespace Pintle.ControlPlane.Tests.Accounts;

/// <summary>Tokens for data planes, on every database.</summary>
public abstract class AccountTokenTests(ControlRig rig) : IAsyncLifetime
{
    private OAuthVendor _vendor = null!;

    public async ValueTask InitializeAsync() => _vendor = await OAuthVendor.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _vendor.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_data_plane_gets_the_tokens_with_what_destinations_need_and_not_what_renews_them()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        foreach (var token in new[] { shop.Token, ControlRig.NamespaceSecret })
        {
            var (status, body) = await rig.TokenAsync(shop, id, token: token);
            Assert.Equal(HttpStatusCode.OK, status);
            var secret = body["secret"]!.AsObject();
            Assert.Equal(["accessToken", "access_token", "expirationDate", "instance_url"], secret.Select(m => m.Key).Order(StringComparer.Ordinal));
            Assert.Equal("https://instance.example", secret["instance_url"]!.GetValue<string>());
            Assert.Equal(rig.Time.GetUtcNow().AddHours(1), secret["expirationDate"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(1));
            Assert.True(_vendor.Takes(secret.Access()));
        }

        Assert.Equal(0, _vendor.Refreshes);
    }

    [Fact]
    public async Task Another_workspace_and_nobody_get_none()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var (other, id) = (await rig.NewWorkspaceAsync(), await browser.ConnectAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.TokenAsync(shop, id, token: other.Token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.TokenAsync(shop, id, token: "")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.TokenAsync(shop, id, token: shop.Admin.Token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.TokenAsync(other, id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.TokenAsync(shop, "acc_none")).Status);
    }

    [Fact]
    public async Task Tokens_are_renewed_when_a_vendor_refuses_them_once_and_ones_that_are_replaced_already_are_not()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        var second = await rig.SecretAsync(shop, id, first);
        Assert.NotEqual(first.Access(), second.Access());
        Assert.Equal(second.Access(), (await rig.SecretAsync(shop, id, first)).Access());
        Assert.Equal(1, _vendor.Refreshes);

        // Its refresh token is another each time: the vendor would take the old one for theft.
        var third = await rig.SecretAsync(shop, id, second);
        Assert.True(_vendor.Takes(third.Access()));
        Assert.Equal(2, _vendor.Refreshes);
    }

    [Fact]
    public async Task Tokens_are_renewed_five_minutes_before_their_end_without_a_new_version_of_the_account()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var (first, before) = (await rig.SecretAsync(shop, id), await shop.Viewer.GetAsync($"accounts/{id}"));
        rig.Time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal(first.Access(), (await rig.SecretAsync(shop, id)).Access());
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(first.Access(), (await rig.SecretAsync(shop, id)).Access());
        var after = await shop.Viewer.GetAsync($"accounts/{id}");
        Assert.Equal(before.ETag, after.ETag);
        Assert.NotEqual(before["refreshedAt"]!.GetValue<DateTimeOffset>(), after["refreshedAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task However_many_ask_on_several_nodes_the_vendor_is_asked_once()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _vendor.OnRefresh = async _ =>
        {
            asked.TrySetResult();
            await answer.Task;
        };
        var nodes = new[] { NewNode(), NewNode(), NewNode() };
        var expired = System.Text.Json.JsonElement.Parse(first.ToJsonString());
        var waiting = Enumerable.Range(0, 30).Select(i => nodes[i % nodes.Length].GetAsync(shop.Id, id, expired, TestContext.Current.CancellationToken)).ToList();
        await asked.Task;
        answer.SetResult();
        var answers = await Task.WhenAll(waiting);
        Assert.All(answers, a => Assert.Equal(AccountSecretProblem.None, a.Problem));
        Assert.NotEqual(first.Access(), Assert.Single(answers.Select(a => a.Secret.GetProperty("access_token").GetString()).Distinct()));
        Assert.Equal(1, _vendor.Refreshes);
    }

    [Fact]
    public async Task A_renewal_goes_on_when_who_asked_is_gone()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _vendor.OnRefresh = async _ =>
        {
            asked.TrySetResult();
            await answer.Task;
        };
        using var gone = new CancellationTokenSource();
        var waiting = rig.Services.GetRequiredService<AccountSecrets>().GetAsync(shop.Id, id, System.Text.Json.JsonElement.Parse(first.ToJsonString()), gone.Token);
        await asked.Task;
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        answer.SetResult();
        Assert.True(_vendor.Takes((await rig.SecretAsync(shop, id, first)).Access()));
        Assert.Equal(1, _vendor.Refreshes);
    }

    [Fact]
    public async Task A_node_that_died_while_it_renewed_is_not_waited_for_longer_than_two_minutes()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        await rig.ChangeAsync(async db =>
        {
            (await db.Accounts.FindAsync(id))!.RefreshingUntil = rig.Time.GetUtcNow().AddMinutes(2);
            await db.SaveChangesAsync();
        });
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(first.Access(), (await rig.SecretAsync(shop, id, first)).Access());
    }

    [Fact]
    public async Task Access_that_was_withdrawn_is_told_by_its_code_and_the_vendor_is_not_asked_again_and_again()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        _vendor.Withdraw();
        for (var i = 0; i < 3; i++)
        {
            var (status, body) = await rig.TokenAsync(shop, id, first);
            Assert.Equal((HttpStatusCode.BadRequest, "ref_token_invalid_grant"), (status, body["code"]!.GetValue<string>()));
            Assert.Contains("invalid_grant", body["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Equal(1, _vendor.Refreshes);
        Assert.Contains(rig.Logs.Lines, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("invalid_grant", StringComparison.Ordinal));
        Assert.All(_vendor.Secrets, secret => Assert.DoesNotContain(rig.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
        var account = await shop.Viewer.GetAsync($"accounts/{id}");
        Assert.True(account["needsReconnecting"]!.GetValue<bool>());
        Assert.Equal(rig.Time.GetUtcNow(), account["problemAt"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(1));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.TokenAsync(shop, id, first);
        Assert.Equal(2, _vendor.Refreshes);
    }

    [Fact]
    public async Task A_vendor_that_is_away_loses_nothing()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        _vendor.OnRefresh = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        var (status, body) = await rig.TokenAsync(shop, id, first);
        Assert.Equal((HttpStatusCode.BadGateway, "INVALID_REFRESH_RESPONSE"), (status, body["code"]!.GetValue<string>()));
        Assert.Contains("Salesforce gave no tokens: 500", (await shop.Viewer.GetAsync($"accounts/{id}")).Text("problem"), StringComparison.Ordinal);

        // Ones that nobody has refused are good to their end.
        rig.Time.Advance(TimeSpan.FromMinutes(57));
        Assert.Equal(first.Access(), (await rig.SecretAsync(shop, id)).Access());
        rig.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.BadGateway, (await rig.TokenAsync(shop, id)).Status);
        _vendor.OnRefresh = static _ => Task.CompletedTask;
        Assert.True(_vendor.Takes((await rig.SecretAsync(shop, id)).Access()));
        Assert.Null((await shop.Viewer.GetAsync($"accounts/{id}"))["problem"]);
    }

    [Fact]
    public async Task Without_a_client_or_with_a_wrong_one_they_are_not_renewed_and_nobody_must_connect_again()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        (await shop.Admin.PutAsync("oauth-clients/salesforce", new { clientId = _vendor.ClientId, clientSecret = "wrong", tokenUrl = _vendor.TokenUrl })).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.BadGateway, (await rig.TokenAsync(shop, id, first)).Status);
        Assert.Contains("invalid_client", (await shop.Viewer.GetAsync($"accounts/{id}")).Text("problem"), StringComparison.Ordinal);
        (await shop.Admin.DeleteAsync("oauth-clients/salesforce")).Must(HttpStatusCode.NoContent);
        Assert.Contains("no OAuth client", (await rig.TokenAsync(shop, id, first)).Body["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False((await shop.Viewer.GetAsync($"accounts/{id}"))["needsReconnecting"]!.GetValue<bool>());
        (await shop.Admin.PutAsync("oauth-clients/salesforce", AccountRigs.ClientOf(_vendor), etag: null)).Must(HttpStatusCode.OK);
        Assert.True(_vendor.Takes((await rig.SecretAsync(shop, id, first)).Access()));
    }

    // Another process on the same database.
    private AccountSecrets NewNode()
    {
        var services = rig.Services;
        var (scopes, box, time) = (services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<SecretBox>(), new RealWaits(rig.Time));
        return new AccountSecrets(scopes, new AccountRenewal(scopes, services.GetRequiredService<VendorTokens>(), box, time, Microsoft.Extensions.Logging.Abstractions.NullLogger<AccountRenewal>.Instance), box, time);
    }

    // Its clock is that of the test; what waits by it really waits.
    private sealed class RealWaits(FakeTimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
    }
}

public sealed class AccountTokensOnSqlite(SqliteRig rig) : AccountTokenTests(rig), IClassFixture<SqliteRig>;

public sealed class AccountTokensOnPostgres(PostgresRig rig) : AccountTokenTests(rig), IClassFixture<PostgresRig>;
