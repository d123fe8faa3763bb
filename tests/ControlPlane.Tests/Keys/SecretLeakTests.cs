using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Tests.Accounts;
using Pintle.ControlPlane.Tests.People;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.TestKit;

namespace Pintle.ControlPlane.Tests.Keys;

/// <summary>
/// A word of its own in every place where people keep a secret, and then everything that can be read: every GET of the OpenAPI document for every role, the audit log, the export,
/// what wrong requests are answered, and the log with all its levels. On every database.
/// </summary>
public abstract partial class SecretLeakTests(ControlRig rig)
{
    private const string Mark = "hushhush";

    [Fact]
    public async Task No_secret_is_told_by_anything_that_can_be_read()
    {
        await using var vendor = await OAuthVendor.StartAsync();
        var (shop, browser) = await rig.NewShopAsync(vendor, Role.Admin);
        var secrets = new List<string> { Mark, vendor.ClientSecret, Persons.Password };
        var ids = await FillAsync(shop, browser, secrets);
        secrets.Add((await rig.SecretAsync(shop, ids["accounts"])).Access());
        var told = new StringBuilder();
        await ReadAllAsync(shop, ids, told);
        await AskWronglyAsync(shop, ids, told);
        foreach (var line in rig.Logs.Lines)
        {
            told.Append(line).Append('\n');
        }

        var text = told.ToString();
        Assert.Contains("oauth-clients", text, StringComparison.Ordinal);
        Assert.Empty(secrets.Where(s => text.Contains(s, StringComparison.OrdinalIgnoreCase)).Select(s => $"{s}: {Around(text, s)}"));
    }

    // Ids by the resource's name in paths.
    private static async Task<Dictionary<string, string>> FillAsync(TestWorkspace shop, OAuthBrowser browser, List<string> secrets)
    {
        var ids = new Dictionary<string, string>
        {
            ["sources"] = (await shop.Editor.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created).Id,
            ["destinations"] = (await shop.Editor.PostAsync("destinations", new
            {
                name = "Hook",
                type = "WEBHOOK",
                settings = new { webhookUrl = "https://a.example", webhookMethod = "POST", headers = new[] { new { from = "Authorization", to = $"Bearer {Mark}-header" } } },
            })).Must(HttpStatusCode.Created).Id,
            ["credentials"] = (await shop.Editor.PostAsync("credentials", new { key = "api", value = $"{Mark}-credential", isSecret = true })).Must(HttpStatusCode.Created).Id,
            ["transformations"] = (await shop.Editor.PostAsync("transformations", new { name = "T", language = "javascript", code = "export function transformEvent(e) { return e; }" })).Must(HttpStatusCode.Created).Id,
            ["accounts"] = await browser.ConnectAsync(),
        };
        (await shop.Editor.PatchAsync($"destinations/{ids["destinations"]}", new { settings = new { headers = new[] { new { from = "Authorization", to = $"Bearer {Mark}-changed" } } } })).Must(HttpStatusCode.OK);
        (await shop.Editor.PatchAsync($"credentials/{ids["credentials"]}", new { value = $"{Mark}-later" })).Must(HttpStatusCode.OK);
        var person = browser.Person;
        secrets.Add(person.Browser.Cookie!);
        var at = $"workspaces/{shop.Id}";
        secrets.Add((await person.Browser.PostAsync($"{at}/tokens", new { name = "CI", role = "viewer" })).Must(HttpStatusCode.Created).Text("token"));
        secrets.Add((await person.Browser.PostAsync($"{at}/invitations", new { email = "new@shop.example", role = "viewer" })).Must(HttpStatusCode.Created).Text("secret"));
        var factor = (await person.Browser.PostAsync("second-factor")).Must(HttpStatusCode.OK).Text("secret");
        var codes = (await person.Browser.PostAsync("second-factor/confirm", new { code = AppCodes.Make(factor) })).Must(HttpStatusCode.OK);
        secrets.AddRange([factor, .. codes["recoveryCodes"]!.AsArray().Select(c => c!.GetValue<string>())]);
        return ids;
    }

    private static async Task ReadAllAsync(TestWorkspace shop, Dictionary<string, string> ids, StringBuilder told)
    {
        var document = (await shop.Admin.GetAsync("/api/v1/openapi.json")).Must(HttpStatusCode.OK).Body!;
        var read = 0;
        foreach (var path in document["paths"]!.AsObject().Where(p => p.Value!["get"] is not null && !IsForPrograms(p.Key)).Select(p => p.Key))
        {
            var asked = Parameter().Replace(path.Replace("{workspaceId}", shop.Id, StringComparison.Ordinal), m => ids.GetValueOrDefault(m.Groups[1].Value, "none"));
            foreach (var client in new[] { shop.Viewer, shop.Editor, shop.Admin })
            {
                // The administrator's way to what a data plane logs in with is the only one that shows a secret, and says so in the audit log.
                var answer = path.EndsWith("{workspaceId}/token", StringComparison.Ordinal) && client == shop.Admin ? null : await client.SendTextAsync(asked);
                told.Append(asked).Append(' ').Append(answer).Append('\n');
                read++;
            }
        }

        Assert.InRange(read, 60, int.MaxValue);
    }

    // Answers that name what was sent must not send a secret back.
    private static async Task AskWronglyAsync(TestWorkspace shop, Dictionary<string, string> ids, StringBuilder told)
    {
        foreach (var (path, body) in new[]
        {
            ("destinations", $$$"""{"name":"X","type":"SLACK","settings":{"webhookUrl":"{{{Mark}}}-1","incomingWebhooksType":7}}"""),
            ("destinations", $$$"""{"name":"X","type":"WEBHOOK","settings":{"webhookUrl":"","webhookMethod":[],"headers":[{"from":[],"to":"{{{Mark}}}-2"}]}}"""),
            ("destinations", $$$"""{"name":"X","settings":{"apiKey":"{{{Mark}}}-3" "apiSecret":1}}"""),
            ("credentials", $$$"""{"key":"api","value":"{{{Mark}}}-4","isSecret":true}"""),
            ("credentials", $$$"""{"key":"","value":["{{{Mark}}}-5"],"isSecret":true}"""),
            ("/api/v1/session", $$$"""{"email":"nobody@shop.example","password":"{{{Mark}}}-6"}"""),
            ("/api/v1/session", $$$"""{"email":7,"password":["{{{Mark}}}-7"]}"""),
            ("/api/v1/password/reset", $$$"""{"secret":"{{{Mark}}}-8","new":"{{{Mark}}}-9-long-enough"}"""),
            ("/api/v1/invitations/accept", $$$"""{"secret":"{{{Mark}}}-10","name":"","password":"{{{Mark}}}"}"""),
            ("/api/v1/setup", $$$"""{"token":"{{{Mark}}}-11","name":"","email":"x","password":"{{{Mark}}}","workspaceName":""}"""),
        })
        {
            var answer = await shop.Editor.PostAsync(path, body);
            Assert.True((int)answer.Status is >= 400 and < 500, $"{path}: {answer.Status} {answer.Body}");
            told.Append(answer.Body?.ToJsonString()).Append('\n');
        }

        told.Append((await shop.Admin.PutAsync("oauth-clients/google", $$$"""{"clientId":"","clientSecret":"{{{Mark}}}-12"}""", etag: null)).Body!.ToJsonString());
        told.Append((await shop.Admin.PatchAsync($"credentials/{ids["credentials"]}", $$$"""{"value":{"a":"{{{Mark}}}-13"}}""")).Body!.ToJsonString());
    }

    // They show a token of their own, and get the secrets that they work with.
    private static bool IsForPrograms(string path) => path.StartsWith("/workspaceConfig", StringComparison.Ordinal) || path.StartsWith("/data-plane", StringComparison.Ordinal);

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)];
    }

    [GeneratedRegex(@"(?<=/([\w-]+)/)\{\w+\}")]
    private static partial Regex Parameter();
}

public sealed class SecretLeaksOnSqlite(SqliteRig rig) : SecretLeakTests(rig), IClassFixture<SqliteRig>;

public sealed class SecretLeaksOnPostgres(PostgresRig rig) : SecretLeakTests(rig), IClassFixture<PostgresRig>;
