using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Keys;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.DestinationKit;
using Pintle.Destinations.Webhook;

namespace Pintle.ControlPlane.Tests.Keys;

/// <summary>A new key for every secret, beside a server that runs, on every database.</summary>
public abstract class SecretKeysTests(ControlRig rig)
{
    // More than a batch.
    private const int Credentials = 120;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_secret_is_readable_after_a_rotation_and_after_the_old_keys_are_gone()
    {
        var shop = await FilledAsync();
        Assert.Empty(await Keys().RotateAsync(_ => { }, Ct));
        await AssertReadableAsync(shop);
        (await shop.Editor.PatchAsync($"credentials/{await FirstAsync(shop)}", new { value = "value-0" })).Must(HttpStatusCode.OK);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.Editor.PostAsync("credentials", new { key = "later", value = "value-later", isSecret = true })).Must(HttpStatusCode.Created);

        await Keys().RotateAsync(_ => { }, Ct);
        Assert.True(await Keys(later: true).ForgetOldAsync(Ct) > 0);
        Assert.Equal(0, await Keys(later: true).ForgetOldAsync(Ct));
        await AssertReadableAsync(shop);
    }

    [Fact]
    public async Task A_rotation_that_is_stopped_half_way_loses_nothing_and_goes_on()
    {
        var shop = await FilledAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys().RotateAsync(line => Stop(line, stop), stop.Token));
        await AssertReadableAsync(shop);
        var refused = await Assert.ThrowsAsync<ControlDatabaseException>(() => Keys(later: true).ForgetOldAsync(Ct));
        Assert.Contains("still encrypted with older keys", refused.Message, StringComparison.Ordinal);

        await Keys().RotateAsync(_ => { }, Ct);
        await AssertReadableAsync(shop);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_its_keys_stay()
    {
        var shop = await FilledAsync();
        var id = await FirstAsync(shop);
        await rig.ChangeAsync(db => db.Credentials.Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.ProtectedValue, "bm90IG9uZQ"), Ct));
        try
        {
            Assert.Contains($"credential {id}", await Keys().RotateAsync(_ => { }, Ct));
            var refused = await Assert.ThrowsAsync<ControlDatabaseException>(() => Keys(later: true).ForgetOldAsync(Ct));
            Assert.Contains(id, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            (await shop.Editor.DeleteAsync($"credentials/{id}")).Must(HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task Keys_stay_until_every_server_has_noticed_the_new_one()
    {
        await FilledAsync();
        await Keys().RotateAsync(_ => { }, Ct);
        var refused = await Assert.ThrowsAsync<ControlDatabaseException>(() => Keys().ForgetOldAsync(Ct));
        Assert.Contains("less than a minute ago", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_column_of_encrypted_text_is_forgotten()
    {
        var kept = typeof(SecretBox).Assembly.GetTypes().Where(t => t.Name.StartsWith("Stored", StringComparison.Ordinal))
            .SelectMany(t => t.GetProperties()).Count(p => p.Name.StartsWith("Protected", StringComparison.Ordinal));

        // And Identity's, which holds second factors.
        Assert.Equal(kept + 1, SecretColumns.All(rig.Services.GetRequiredService<SecretBox>()).Count);
    }

    private static void Stop(string line, CancellationTokenSource stop)
    {
        if (line.StartsWith("credential:", StringComparison.Ordinal))
        {
            stop.Cancel();
        }
    }

    // ASP.NET makes keys by the machine's clock.
    private SecretKeys Keys(bool later = false) => new(new OfflineControlPlane(
        rig.Options, DestinationCatalogue.Scan(typeof(WebhookDestination).Assembly), new FakeTimeProvider(TimeProvider.System.GetUtcNow() + (later ? TimeSpan.FromMinutes(2) : TimeSpan.Zero))));

    private async Task<TestWorkspace> FilledAsync()
    {
        // The server notices what became of keys in the tests before; its clock moves only here.
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var shop = await rig.NewWorkspaceAsync();
        for (var i = 0; i < Credentials; i++)
        {
            (await shop.Editor.PostAsync("credentials", new { key = $"key{i}", value = $"value-{i}", isSecret = true })).Must(HttpStatusCode.Created);
        }

        var source = (await shop.Editor.PostAsync("sources", new { name = "Web", type = "Javascript" })).Must(HttpStatusCode.Created);
        var settings = new { webhookUrl = "https://hook.example/", headers = new[] { new { from = "Authorization", to = "Bearer of-the-hook" } } };
        var destination = (await shop.Editor.PostAsync("destinations", new { name = "Hook", type = "WEBHOOK", settings })).Must(HttpStatusCode.Created);
        (await shop.Editor.PostAsync("connections", new { sourceId = source.Id, destinationId = destination.Id })).Must(HttpStatusCode.Created);
        return shop;
    }

    private static async Task<string> FirstAsync(TestWorkspace shop) => (await shop.Editor.GetAsync("credentials?limit=1"))["items"]![0]!["id"]!.GetValue<string>();

    // By a server that has nothing in memory.
    private async Task AssertReadableAsync(TestWorkspace shop)
    {
        var (app, address) = await rig.StartNodeAsync();
        await using (app)
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{shop.Token}:")));
            var document = await http.GetStringAsync(new Uri(address, "workspaceConfig"), Ct);
            Assert.Contains("Bearer of-the-hook", document, StringComparison.Ordinal);
            Assert.All(Enumerable.Range(0, Credentials), i => Assert.Contains($"\"value-{i}\"", document, StringComparison.Ordinal));
        }
    }
}

public sealed class SecretKeysOnSqlite(SqliteRig rig) : SecretKeysTests(rig), IClassFixture<SqliteRig>;

public sealed class SecretKeysOnPostgres(PostgresRig rig) : SecretKeysTests(rig), IClassFixture<PostgresRig>;
