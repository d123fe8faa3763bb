using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Publishing;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.Workspace;
using Pintle.Workspace.Backend;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Tests.Publishing;

/// <summary>What data planes get of a workspace, on every database.</summary>
public abstract class ConfigurationTests(ControlRig rig) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-published-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private LastGoodCopy LastGood => new(Path.Combine(_directory, "last.json"), NullLogger.Instance);

    [Fact]
    public async Task The_document_holds_the_workspace_with_secrets_and_reads_as_a_snapshot()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewSourceAsync(shop);
        await ConnectAsync(shop, source);
        using var answer = await FetchAsync(shop.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var snapshot = WorkspaceReader.Read(await answer.Content.ReadAsByteArrayAsync(Ct), 1, rig.Time.GetUtcNow());
        Assert.Equal(shop.Id, snapshot.WorkspaceId);
        var read = snapshot.SourcesByWriteKey[source.Text("writeKey")];
        Assert.Equal("web", read.Definition.Type);
        var destination = Assert.Single(read.Destinations);
        Assert.Equal("""{"webhookUrl":"https://a.example","headers":"secret"}""", destination.Config.GetRawText());
        Assert.True(destination.ReceivesEvents);
        Assert.Equal("WEBHOOK", destination.Definition.Name);
        Assert.True(snapshot.IsFed(source.Id, destination.Id));
        Assert.Single(snapshot.Connections);
    }

    [Fact]
    public async Task Without_the_token_nothing_is_told()
    {
        var shop = await rig.NewWorkspaceAsync();
        foreach (var token in new[] { "", "nonsense", shop.Admin.Token! })
        {
            using var answer = await FetchAsync(token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_unchanged_configuration_is_not_sent_again_and_a_change_is_answered_before_the_clock_moves()
    {
        var shop = await rig.NewWorkspaceAsync();
        using var first = await FetchAsync(shop.Token);
        using var same = await FetchAsync(shop.Token, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        var waiting = FetchAsync(shop.Token, first.Headers.ETag, "?fetchAll=true&wait=60");
        var source = await NewSourceAsync(shop);
        using var changed = await waiting;
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains(source.Id, await changed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Fact]
    public async Task Every_change_is_the_next_revision()
    {
        var shop = await rig.NewWorkspaceAsync();
        var configurations = rig.Services.GetRequiredService<Configurations>();
        var before = (await configurations.FindAsync(shop.Id, Ct))!.Revision;
        var source = await NewSourceAsync(shop);
        Assert.Equal(before + 1, (await configurations.FindAsync(shop.Id, Ct))!.Revision);
        (await shop.Editor.PatchAsync($"sources/{source.Id}", new { enabled = false })).Must(HttpStatusCode.OK);
        (await shop.Editor.PatchAsync($"sources/{source.Id}", new { type = "Fax" })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(before + 2, (await configurations.FindAsync(shop.Id, Ct))!.Revision);
    }

    [Fact]
    public async Task The_data_plane_in_the_process_has_every_change_before_the_clock_moves()
    {
        var shop = await rig.NewWorkspaceAsync();
        var holder = new WorkspaceHolder();
        var local = new LocalWorkspace(rig.Services, shop.Id, LastGood, holder, rig.Time, NullLogger<LocalWorkspace>.Instance);
        await local.LoadAsync(Ct);
        using var stop = new CancellationTokenSource();
        var following = local.FollowAsync(stop.Token);
        for (var i = 0; i < 9; i++)
        {
            var next = holder.NextAsync(holder.Require().Revision, Ct);
            var source = await NewSourceAsync(shop);
            Assert.True((await next.WaitAsync(Limit, Ct)).SourcesById.ContainsKey(source.Id));
        }

        Assert.True(LastGood.Exists);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task When_the_keys_of_secrets_are_lost_the_last_snapshot_stays_and_the_reason_is_told()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewSourceAsync(shop);
        await ConnectAsync(shop, source);
        var holder = new WorkspaceHolder();
        await new LocalWorkspace(rig.Services, shop.Id, LastGood, holder, rig.Time, NullLogger<LocalWorkspace>.Instance).LoadAsync(Ct);
        await rig.ChangeAsync(db => db.Destinations.Where(d => d.WorkspaceId == shop.Id).ExecuteUpdateAsync(d => d.SetProperty(x => x.ProtectedSecrets, "unreadable"), Ct));
        await NewSourceAsync(shop);

        var restarted = new WorkspaceHolder();
        var local = new LocalWorkspace(rig.Services, shop.Id, LastGood, restarted, rig.Time, NullLogger<LocalWorkspace>.Instance);
        await local.LoadAsync(Ct);
        Assert.Equal("secret", restarted.Require().DestinationsById.Values.Single().Config.GetProperty("headers").GetString());
        Assert.Contains("can't be decrypted", local.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_plane_elsewhere_follows_and_starts_with_its_last_snapshot_when_the_control_plane_is_away()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewSourceAsync(shop);
        using var http = new HttpClient { BaseAddress = rig.Address };
        var holder = new WorkspaceHolder();
        var remote = new BackendWorkspace(http, shop.Token, LastGood, holder, rig.Time, NullLogger<BackendWorkspace>.Instance);
        await remote.LoadAsync(Ct);
        Assert.True(holder.Require().SourcesById.ContainsKey(source.Id));
        using var stop = new CancellationTokenSource();
        var following = remote.FollowAsync(stop.Token);
        var next = holder.NextAsync(holder.Require().Revision, Ct);
        var second = await NewSourceAsync(shop);
        Assert.True((await next.WaitAsync(Limit, Ct)).SourcesById.ContainsKey(second.Id));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);

        // It keeps the copy after it has swapped.
        using var nowhere = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/") };
        var restarted = new WorkspaceHolder();
        var alone = new BackendWorkspace(nowhere, shop.Token, LastGood, restarted, rig.Time, NullLogger<BackendWorkspace>.Instance);
        await alone.LoadAsync(Ct);
        Assert.True(restarted.Require().SourcesById.ContainsKey(source.Id));
        Assert.Contains("can't be reached", alone.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_named_as_such()
    {
        using var http = new HttpClient { BaseAddress = rig.Address };
        var remote = new BackendWorkspace(http, "nonsense", LastGood, new WorkspaceHolder(), rig.Time, NullLogger<BackendWorkspace>.Instance);
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => remote.LoadAsync(Ct));
        Assert.Contains("is workspace.token right?", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static async Task<ApiAnswer> NewSourceAsync(TestWorkspace workspace) =>
        (await workspace.Editor.PostAsync("sources", new { name = "Web", type = "Javascript" })).Must(HttpStatusCode.Created);

    private async Task ConnectAsync(TestWorkspace workspace, ApiAnswer source)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        var (db, box) = (scope.ServiceProvider.GetRequiredService<ControlContext>(), scope.ServiceProvider.GetRequiredService<SecretBox>());
        await scope.ServiceProvider.GetRequiredService<Changes>().MakeAsync(workspace.Id, _ =>
        {
            db.Destinations.Add(new StoredDestination
            {
                Id = $"dst_{workspace.Id}", WorkspaceId = workspace.Id, Name = "Hook", Type = "WEBHOOK", Enabled = true, Settings = """{"webhookUrl":"https://a.example"}""",
                ProtectedSecrets = box.Destinations.Protect("""{"headers":"secret"}"""), RevisionId = "r1",
            });
            db.Connections.Add(new StoredConnection
            {
                Id = $"con_{workspace.Id}", WorkspaceId = workspace.Id, SourceId = source.Id, DestinationId = $"dst_{workspace.Id}", Enabled = true, Settings = "{}",
            });
            return Task.FromResult(0);
        }, Ct);
    }

    private async Task<HttpResponseMessage> FetchAsync(string token, EntityTagHeaderValue? tag = null, string query = "?fetchAll=true", string path = "workspaceConfig")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, path + query));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token}:")));
        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        return await _http.SendAsync(request, Ct);
    }
}

public sealed class ConfigurationOnSqlite(SqliteRig rig) : ConfigurationTests(rig), IClassFixture<SqliteRig>;

public sealed class ConfigurationOnPostgres(PostgresRig rig) : ConfigurationTests(rig), IClassFixture<PostgresRig>;
