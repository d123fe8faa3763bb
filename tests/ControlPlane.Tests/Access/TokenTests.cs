using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Access;

/// <summary>Requests with personal access tokens, on every database.</summary>
public abstract class TokenTests(ControlRig rig)
{
    [Fact]
    public async Task A_token_is_taken_as_a_bearer_and_as_a_password_of_its_owners_address()
    {
        var shop = await rig.NewWorkspaceAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, new("Bearer", shop.Viewer.Token)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, Basic($"viewer@{shop.Id}.example", shop.Viewer.Token!)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, Basic($"admin@{shop.Id}.example", shop.Viewer.Token!)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, new("Bearer", shop.Viewer.Token + "x")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, new("Basic", "!!!")));
    }

    [Fact]
    public async Task A_token_ends_when_it_expires()
    {
        var shop = await rig.NewWorkspaceAsync();
        await rig.ChangeAsync(db => db.Tokens.Where(t => t.Hash == Ids.HashOf(shop.Viewer.Token!)).ExecuteUpdateAsync(t => t.SetProperty(x => x.ExpiresAt, rig.Time.GetUtcNow().AddHours(1))));
        (await shop.Viewer.GetAsync("sources")).Must(HttpStatusCode.OK);
        rig.Time.Advance(TimeSpan.FromHours(1));
        (await shop.Viewer.GetAsync("sources")).Must(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_last_use_of_a_token_is_kept_and_the_token_is_not()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Viewer.GetAsync("sources")).Must(HttpStatusCode.OK);
        await using var scope = rig.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<ControlContext>().Tokens.SingleAsync(t => t.Hash == Ids.HashOf(shop.Viewer.Token!), TestContext.Current.CancellationToken);
        Assert.NotNull(stored.LastUsedAt);
        Assert.DoesNotContain(shop.Viewer.Token!, System.Text.Json.JsonSerializer.Serialize(stored), StringComparison.Ordinal);
    }

    private static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private async Task<HttpStatusCode> AskAsync(TestWorkspace workspace, AuthenticationHeaderValue header)
    {
        using var http = new HttpClient { BaseAddress = rig.Address };
        http.DefaultRequestHeaders.Authorization = header;
        using var answer = await http.GetAsync(new Uri($"/api/v1/workspaces/{workspace.Id}/sources", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

public sealed class TokensOnSqlite(SqliteRig rig) : TokenTests(rig), IClassFixture<SqliteRig>;

public sealed class TokensOnPostgres(PostgresRig rig) : TokenTests(rig), IClassFixture<PostgresRig>;
