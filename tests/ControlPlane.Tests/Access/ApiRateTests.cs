using System.Net;
using Pintle.ControlPlane.Tests.People;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Access;

/// <summary>How many requests the API takes, on every database.</summary>
public abstract class ApiRateTests(ControlRig rig)
{
    // Ten seconds' worth at once, and the one that begins.
    private const int Rate = 2;
    private const int AtOnce = (10 * Rate) + 1;

    [Fact]
    public async Task More_than_its_rate_is_refused_until_later_and_only_for_who_asks()
    {
        var (app, address) = await rig.StartNodeAsync(static o => o with { ApiRate = Rate });
        await using var node = app;
        var shop = await rig.NewWorkspaceAsync();
        var (editor, viewer) = (As(shop.Editor), As(shop.Viewer));
        for (var i = 0; i < AtOnce; i++)
        {
            (await editor.GetAsync("session")).Must(HttpStatusCode.OK);
        }

        var refused = (await editor.GetAsync("session")).Must(HttpStatusCode.TooManyRequests);
        Assert.Equal(1, editor.RetryAfter);
        Assert.Contains("more than 2 requests a second", refused.Text("detail"), StringComparison.Ordinal);
        (await viewer.GetAsync("session")).Must(HttpStatusCode.OK);

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < Rate; i++)
        {
            (await editor.GetAsync("session")).Must(HttpStatusCode.OK);
        }

        (await editor.GetAsync("session")).Must(HttpStatusCode.TooManyRequests);

        Browser As(ApiClient who) => new(address) { Headers = { ["Authorization"] = $"Bearer {who.Token}" } };
    }

    [Fact]
    public async Task Who_has_not_logged_in_is_counted_by_address_and_data_planes_are_not_counted()
    {
        var (app, address) = await rig.StartNodeAsync(static o => o with { ApiRate = Rate });
        await using var node = app;
        var shop = await rig.NewWorkspaceAsync();
        var nobody = new Browser(address);
        for (var i = 0; i < AtOnce; i++)
        {
            (await nobody.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
        }

        (await nobody.GetAsync("session")).Must(HttpStatusCode.TooManyRequests);
        var plane = new Browser(address) { Headers = { ["Authorization"] = $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{shop.Token}:"))}" } };
        for (var i = 0; i <= AtOnce; i++)
        {
            (await plane.GetAsync("/workspaceConfig")).Must(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_method_or_a_content_that_a_path_does_not_take_is_named()
    {
        var shop = await rig.NewWorkspaceAsync();
        var method = (await shop.Admin.DeleteAsync("sources")).Must(HttpStatusCode.MethodNotAllowed);
        Assert.Contains("DELETE, only with GET, POST", method.Text("detail"), StringComparison.Ordinal);
        var browser = new Browser(rig.Address) { Headers = { ["Authorization"] = $"Bearer {shop.Admin.Token}" }, ContentType = "text/plain" };
        var content = (await browser.PatchAsync($"workspaces/{shop.Id}", "{}")).Must(HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("text/plain", content.Text("detail"), StringComparison.Ordinal);
    }
}

public sealed class ApiRateOnSqlite(SqliteRig rig) : ApiRateTests(rig), IClassFixture<SqliteRig>;

public sealed class ApiRateOnPostgres(PostgresRig rig) : ApiRateTests(rig), IClassFixture<PostgresRig>;
