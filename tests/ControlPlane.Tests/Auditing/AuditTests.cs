using System.Net;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Auditing;

/// <summary><c>/audit</c>, on every database.</summary>
public abstract class AuditTests(ControlRig rig)
{
    [Fact]
    public async Task The_newest_is_first_and_pages_show_everything_once()
    {
        var shop = await NewAsync();
        var all = Items(await shop.Editor.GetAsync("audit"));
        Assert.Equal(["deleted First", "updated First", "created Second", "created First"], all.Select(Text));
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = (await shop.Editor.GetAsync($"audit?limit=3&after={after}")).Must(HttpStatusCode.OK);
            seen.AddRange(Items(page).Select(Text));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(all.Select(Text), seen);
    }

    [Fact]
    public async Task An_entry_says_who_and_what_it_was_and_is()
    {
        var shop = await NewAsync();
        var entry = Items(await shop.Editor.GetAsync("audit?action=updated")).Single();
        Assert.Equal("Editor", entry["userName"]!.GetValue<string>());
        Assert.Equal($"editor@{shop.Id}.example", entry["userEmail"]!.GetValue<string>());
        Assert.StartsWith("pat_", entry["tokenId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(entry["before"]!["enabled"]!.GetValue<bool>());
        Assert.False(entry["after"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("127.0.0.1", entry["address"]!.GetValue<string>());
        Assert.Null(Items(await shop.Editor.GetAsync("audit?action=deleted")).Single()["after"]);
    }

    [Fact]
    public async Task It_is_filtered()
    {
        var shop = await NewAsync();
        var all = Items(await shop.Editor.GetAsync("audit"));
        var (first, user, second) = (all[0]["targetId"]!.GetValue<string>(), all[0]["userId"]!.GetValue<string>(), all[2]["at"]!.GetValue<DateTimeOffset>());
        Assert.Equal(3, await CountAsync($"targetId={first}"));
        Assert.Equal(4, await CountAsync("targetType=source"));
        Assert.Equal(0, await CountAsync("targetType=member"));
        Assert.Equal(2, await CountAsync("action=created"));
        Assert.Equal(1, await CountAsync($"action=created&targetId={first}"));
        Assert.Equal(4, await CountAsync($"userId={user}"));
        Assert.Equal(0, await CountAsync("userId=nobody"));
        Assert.Equal(3, await CountAsync($"from={second:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(1, await CountAsync($"to={second:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(1, await CountAsync($"from={second:yyyy-MM-ddTHH:mm:ssZ}&to={second.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}"));
        (await shop.Editor.GetAsync("audit?from=yesterday")).Must(HttpStatusCode.BadRequest);

        async Task<int> CountAsync(string query) => Items((await shop.Editor.GetAsync($"audit?{query}")).Must(HttpStatusCode.OK)).Count;
    }

    [Fact]
    public async Task It_is_for_editors_of_the_workspace()
    {
        var (shop, other) = (await NewAsync(), await rig.NewWorkspaceAsync());
        (await shop.Viewer.GetAsync("audit")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.GetAsync($"/api/v1/workspaces/{shop.Id}/audit")).Must(HttpStatusCode.NotFound);
        Assert.Empty(Items(await other.Admin.GetAsync("audit")));
    }

    private async Task<TestWorkspace> NewAsync()
    {
        var shop = await rig.NewWorkspaceAsync();
        var first = (await shop.Editor.PostAsync("sources", new { name = "First", type = "HTTP" })).Must(HttpStatusCode.Created);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.Editor.PostAsync("sources", new { name = "Second", type = "HTTP" })).Must(HttpStatusCode.Created);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.Editor.PatchAsync($"sources/{first.Id}", new { enabled = false })).Must(HttpStatusCode.OK);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.Editor.DeleteAsync($"sources/{first.Id}")).Must(HttpStatusCode.NoContent);
        return shop;
    }

    private static List<JsonNode> Items(ApiAnswer answer) => [.. answer["items"]!.AsArray().Select(e => e!)];

    private static string Text(JsonNode entry) => $"{entry["action"]} {entry["targetName"]}";
}

public sealed class AuditOnSqlite(SqliteRig rig) : AuditTests(rig), IClassFixture<SqliteRig>;

public sealed class AuditOnPostgres(PostgresRig rig) : AuditTests(rig), IClassFixture<PostgresRig>;
