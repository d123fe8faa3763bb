using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.ControlPlane.Publishing;
using Pintle.ControlPlane.Tests.People;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.Workspace;
using Pintle.Workspace.Files;

namespace Pintle.ControlPlane.Tests.Weather;

/// <summary>The database goes away under a running server, and comes back.</summary>
public sealed class DatabaseAwayTests(CutRig rig) : IClassFixture<CutRig>, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-away-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Everything_answers_503_with_the_time_to_try_again_and_goes_on_by_itself()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        (HttpMethod Method, string Path, object? Body)[] all =
        [
            (HttpMethod.Get, "session", null), (HttpMethod.Get, "sessions", null), (HttpMethod.Get, "setup", null), (HttpMethod.Delete, "session", null),
            (HttpMethod.Post, "session", new { email = ada.Email, password = ada.Password }), (HttpMethod.Post, "session", new { email = "nobody@example.com", password = "x" }),
            (HttpMethod.Post, "password", new { current = ada.Password, @new = "another long password" }), (HttpMethod.Post, "invitations/accept", new { secret = "inv_x" }),
            (HttpMethod.Get, $"workspaces/{shop.Id}/sources", null), (HttpMethod.Post, $"workspaces/{shop.Id}/sources", new { name = "Web", type = "HTTP" }),
            (HttpMethod.Get, $"workspaces/{shop.Id}/export", null), (HttpMethod.Get, $"workspaces/{shop.Id}/audit", null),
        ];
        var byToken = new Browser(rig.Address) { Headers = { ["Authorization"] = $"Bearer {shop.Editor.Token}" } };
        rig.Line.Cut();
        try
        {
            foreach (var (method, path, body) in all)
            {
                MustBeAway(await ada.Browser.SendAsync(method, path, body), ada.Browser);
            }

            MustBeAway(await byToken.GetAsync($"workspaces/{shop.Id}/sources"), byToken);
            (await ada.Browser.GetAsync("openapi.json")).Must(HttpStatusCode.ServiceUnavailable);
            (await new Browser(rig.Address).GetAsync("openapi.json")).Must(HttpStatusCode.OK);
        }
        finally
        {
            rig.Line.Open();
        }

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
        (await byToken.PostAsync($"workspaces/{shop.Id}/sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
        (await ada.LogInAsync(rig)).Browser.Cookie = null;
    }

    [Fact]
    public async Task Connections_that_the_server_ends_are_answered_503_and_made_anew()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Viewer.GetAsync("sources")).Must(HttpStatusCode.OK);
        await rig.EndConnectionsAsync();

        // At most as often as there were connections.
        HttpStatusCode status;
        for (var tries = 0; (status = (await shop.Viewer.GetAsync("sources")).Status) != HttpStatusCode.OK && tries < 20; tries++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        }

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Data_planes_get_the_configuration_that_was_made_before_and_a_change_once_the_database_is_back()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (_, document, tag) = await FetchAsync(shop.Token);
        rig.Line.Cut();
        try
        {
            Assert.Equal((HttpStatusCode.OK, document, tag), await FetchAsync(shop.Token));
            Assert.Equal((HttpStatusCode.NotModified, "", tag), await FetchAsync(shop.Token, tag));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await FetchAsync(other.Token)).Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await FetchAsync("wst_unknown")).Status);
        }
        finally
        {
            rig.Line.Open();
        }

        (await shop.Editor.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
        Assert.NotEqual(tag, (await FetchAsync(shop.Token, tag)).Tag);
        Assert.Equal(HttpStatusCode.OK, (await FetchAsync(other.Token)).Status);
    }

    [Fact]
    public async Task A_data_plane_that_waits_is_told_that_nothing_has_changed()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (_, _, tag) = await FetchAsync(shop.Token);
        var waits = FetchAsync(shop.Token, tag, wait: 30);
        rig.Line.Cut();
        try
        {
            while (!waits.IsCompleted)
            {
                rig.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(waits, Task.Delay(10, Ct));
            }

            Assert.Equal(HttpStatusCode.NotModified, (await waits).Status);
        }
        finally
        {
            rig.Line.Open();
        }
    }

    [Fact]
    public async Task The_data_plane_in_the_process_keeps_its_snapshot_says_why_and_follows_again()
    {
        var shop = await rig.NewWorkspaceAsync();
        var holder = new WorkspaceHolder();
        var lastGood = new LastGoodCopy(Path.Combine(_directory, "last.json"), NullLogger.Instance);
        var local = new LocalWorkspace(rig.Services, shop.Id, lastGood, holder, rig.Time, NullLogger<LocalWorkspace>.Instance);
        await local.LoadAsync(Ct);
        var snapshot = holder.Require();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var follows = local.FollowAsync(stop.Token);
        rig.Line.Cut();
        try
        {
            await UntilAsync(() => local.Problem is not null);
            Assert.StartsWith("The configuration database is away: ", local.Problem, StringComparison.Ordinal);
            Assert.Same(snapshot, holder.Require());

            // One that starts now starts with the last.
            var restarted = new WorkspaceHolder();
            await new LocalWorkspace(rig.Services, shop.Id, lastGood, restarted, rig.Time, NullLogger<LocalWorkspace>.Instance).LoadAsync(Ct);
            Assert.Equal(shop.Id, restarted.Require().WorkspaceId);
        }
        finally
        {
            rig.Line.Open();
        }

        (await shop.Editor.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
        await UntilAsync(() => holder.Require().SourcesById.Count == 1 && local.Problem is null);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follows);
    }

    private static void MustBeAway(ApiAnswer answer, Browser browser)
    {
        answer.Must(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(2, browser.RetryAfter);
        Assert.Equal("The configuration database is away. Events are still taken and delivered; try again in a moment.", answer.Text("detail"));
        Assert.DoesNotContain("Npgsql", answer.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Ct);
        }
    }

    private async Task<(HttpStatusCode Status, string Document, string? Tag)> FetchAsync(string token, string? tag = null, int wait = 0)
    {
        using var http = new HttpClient { BaseAddress = rig.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token}:")));
        http.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", tag ?? "");
        using var answer = await http.GetAsync(new Uri($"/workspaceConfig?wait={wait}", UriKind.Relative), Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer.Headers.ETag?.ToString());
    }
}
