using System.Net;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Tests.People;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Tokens;

/// <summary><c>/tokens</c>, on every database.</summary>
public abstract class TokenTests(ControlRig rig)
{
    [Fact]
    public async Task A_token_is_shown_once_and_acts_for_its_person()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        var made = (await ada.Browser.PostAsync(Tokens(shop), new { name = "CI", role = "viewer" })).Must(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/workspaces/{shop.Id}/tokens/{made.Id}", made.Location!.ToString());
        var secret = made.Text("token");
        var client = new ApiClient(rig.Address, shop.Id, secret);
        (await client.GetAsync("sources")).Must(HttpStatusCode.OK);
        (await client.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Forbidden);

        var list = (await ada.Browser.GetAsync(Tokens(shop))).Must(HttpStatusCode.OK);
        var shown = Assert.Single(list["items"]!.AsArray())!;
        Assert.Equal("CI", shown["name"]!.GetValue<string>());
        Assert.Equal(rig.Time.GetUtcNow(), shown["lastUsedAt"]!.GetValue<DateTimeOffset>());
        var log = (await shop.Editor.GetAsync($"audit?targetId={made.Id}")).Must(HttpStatusCode.OK);
        var entry = Assert.Single(log["items"]!.AsArray())!;
        Assert.Equal(("created", "token", ada.Id), (entry["action"]!.GetValue<string>(), entry["targetType"]!.GetValue<string>(), entry["userId"]!.GetValue<string>()));
        foreach (var answer in new[] { list, log })
        {
            Assert.DoesNotContain(secret, answer.Body!.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("hash", answer.Body!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        var refused = (await ada.Browser.PostAsync(Tokens(shop), new { name = "", role = "admin", expiresAt = rig.Time.GetUtcNow() })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["expiresAt", "name", "role"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
        (await ada.Browser.PostAsync(Tokens(shop), new { name = "CI", role = "editor" })).Must(HttpStatusCode.Created);
        (await ada.Browser.PostAsync(Tokens(shop), new { name = "CI" })).Must(HttpStatusCode.BadRequest);
        (await ada.Browser.PostAsync(Tokens(shop), """{"name":"CI","role":3}""")).Must(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("userId")]
    [InlineData("workspaceId")]
    [InlineData("token")]
    [InlineData("hash")]
    public async Task What_a_person_may_not_set_is_refused_by_name(string member)
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        var refused = (await ada.Browser.PostAsync(Tokens(shop), $$"""{"name":"CI","role":"viewer","{{member}}":"x"}""")).Must(HttpStatusCode.BadRequest);
        Assert.Contains(member, refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_makes_no_other()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PostAsync("tokens", new { name = "CI", role = "viewer" })).Must(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_is_over_when_it_says()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        var made = await ada.Browser.PostAsync(Tokens(shop), new { name = "CI", role = "viewer", expiresAt = rig.Time.GetUtcNow().AddHours(1) });
        var client = new ApiClient(rig.Address, shop.Id, made.Text("token"));
        (await client.GetAsync("sources")).Must(HttpStatusCode.OK);
        rig.Time.Advance(TimeSpan.FromHours(1));
        (await client.GetAsync("sources")).Must(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_may_no_more_than_its_person_may_now()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        var client = new ApiClient(rig.Address, shop.Id, (await ada.Browser.PostAsync(Tokens(shop), new { name = "CI", role = "editor" })).Text("token"));
        (await client.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
        (await shop.Admin.PatchAsync($"members/{ada.Id}", new { role = "viewer" })).Must(HttpStatusCode.OK);
        (await client.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_sees_and_deletes_ones_own_and_an_administrator_anybodys()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (ada, eve) = (await rig.NewLoggedInAsync(shop), await rig.NewLoggedInAsync(shop));
        var root = await rig.NewLoggedInAsync(shop, Role.Admin);
        var first = (await ada.Browser.PostAsync(Tokens(shop), new { name = "CI", role = "viewer" })).Must(HttpStatusCode.Created);
        var second = (await ada.Browser.PostAsync(Tokens(shop), new { name = "Script", role = "viewer" })).Must(HttpStatusCode.Created);
        Assert.Empty((await eve.Browser.GetAsync(Tokens(shop)))["items"]!.AsArray());
        (await eve.Browser.GetAsync($"{Tokens(shop)}?all=true")).Must(HttpStatusCode.Forbidden);
        (await eve.Browser.DeleteAsync($"{Tokens(shop)}/{first.Id}")).Must(HttpStatusCode.NotFound);
        Assert.Empty((await root.Browser.GetAsync(Tokens(shop)))["items"]!.AsArray());
        var all = (await root.Browser.GetAsync($"{Tokens(shop)}?all=true")).Must(HttpStatusCode.OK);
        Assert.Contains(all["items"]!.AsArray(), t => t!["userEmail"]!.GetValue<string>() == ada.Email);

        (await ada.Browser.DeleteAsync($"{Tokens(shop)}/{first.Id}")).Must(HttpStatusCode.NoContent);
        (await new ApiClient(rig.Address, shop.Id, first.Text("token")).GetAsync("sources")).Must(HttpStatusCode.Unauthorized);
        (await root.Browser.DeleteAsync($"{Tokens(shop)}/{second.Id}")).Must(HttpStatusCode.NoContent);
        (await root.Browser.DeleteAsync($"{Tokens(shop)}/{second.Id}")).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_workspaces_tokens_do_not_exist()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (ada, root) = (await rig.NewLoggedInAsync(shop), await rig.NewLoggedInAsync(other, Role.Admin));
        var token = (await ada.Browser.PostAsync(Tokens(shop), new { name = "CI", role = "viewer" })).Must(HttpStatusCode.Created);
        (await root.Browser.GetAsync($"{Tokens(shop)}?all=true")).Must(HttpStatusCode.NotFound);
        (await root.Browser.PostAsync(Tokens(shop), new { name = "CI", role = "viewer" })).Must(HttpStatusCode.NotFound);
        (await root.Browser.DeleteAsync($"{Tokens(shop)}/{token.Id}")).Must(HttpStatusCode.NotFound);
        (await root.Browser.DeleteAsync($"{Tokens(other)}/{token.Id}")).Must(HttpStatusCode.NotFound);
        Assert.DoesNotContain(token.Id, (await root.Browser.GetAsync($"{Tokens(other)}?all=true")).Body!.ToJsonString(), StringComparison.Ordinal);
        (await new ApiClient(rig.Address, other.Id, token.Text("token")).GetAsync("sources")).Must(HttpStatusCode.NotFound);
    }

    private static string Tokens(TestWorkspace workspace) => $"workspaces/{workspace.Id}/tokens";
}

public sealed class TokensOnSqlite(SqliteRig rig) : TokenTests(rig), IClassFixture<SqliteRig>;

public sealed class TokensOnPostgres(PostgresRig rig) : TokenTests(rig), IClassFixture<PostgresRig>;
