using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pintle.EndToEnd.Tests.ControlPlane;

namespace Pintle.EndToEnd.Tests.Watching;

/// <summary>Every route of the server's own OpenAPI document has a rule, and those for watching are tried by everybody: a new one without a rule fails here.</summary>
public sealed partial class WatchingMatrixTests
{
    private static readonly string[] Roles = ["viewer", "editor", "admin"];
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head"];
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public WatchingMatrixTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Every_route_for_watching_lets_in_whom_its_rule_names_and_nobody_else()
    {
        await using var server = new ServerProcess();
        Assert.True(await server.StartInTheBoxAsync(Ct), server.Output);
        using var browser = new HttpClient { BaseAddress = server.ControlAddress };
        var shop = await server.SetUpAsync(browser, Ct);
        var other = (await browser.MakeAsync("/api/v1/workspaces", new { name = "Other" }, Ct))["id"]!.GetValue<string>();
        var stranger = await TokenAsync(browser, other, "admin");
        var tokens = new List<string>();
        foreach (var role in Roles)
        {
            tokens.Add(await TokenAsync(browser, shop, role));
        }

        var (gaps, tried) = (new List<string>(), 0);
        foreach (var (method, path, access, isWatching) in await OperationsAsync(browser))
        {
            if (access is not ("open" or "person") && !Roles.Contains(access))
            {
                gaps.Add($"{method} {path}: nobody said who may use it.");
            }

            if (!isWatching)
            {
                continue;
            }

            var asked = Parameter().Replace(path.Replace("{workspaceId}", shop, StringComparison.Ordinal), Guid.Empty.ToString());
            await MustBeAsync(null, HttpStatusCode.Unauthorized, "nobody");
            await MustBeAsync(stranger, HttpStatusCode.NotFound, "an administrator of another workspace");
            for (var role = 0; role < Roles.Length; role++)
            {
                tried++;
                var status = await SendAsync(server, tokens[role], method, asked);
                var isRefused = status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
                if (isRefused != role < Array.IndexOf(Roles, access) || status >= HttpStatusCode.InternalServerError)
                {
                    gaps.Add($"{method} {path}: {Roles[role]} got {(int)status}.");
                }
            }

            async Task MustBeAsync(string? token, HttpStatusCode expected, string who)
            {
                if (await SendAsync(server, token, method, asked) is var status && status != expected)
                {
                    gaps.Add($"{method} {path}: {who} got {(int)status} instead of {(int)expected}.");
                }
            }
        }

        Assert.Empty(gaps);
        Assert.InRange(tried, 17 * Roles.Length, int.MaxValue);
    }

    private async Task<string> TokenAsync(HttpClient browser, string workspace, string role) =>
        (await browser.MakeAsync($"/api/v1/workspaces/{workspace}/tokens", new { name = role, role }, Ct))["token"]!.GetValue<string>();

    // The head is enough: some answers have no end.
    private async Task<HttpStatusCode> SendAsync(ServerProcess server, string? token, string method, string path)
    {
        using var http = new HttpClient { BaseAddress = server.ControlAddress };
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path) { Content = method is "post" or "put" or "patch" ? JsonContent.Create(new { }) : null };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        return answer.StatusCode;
    }

    private async Task<List<(string Method, string Path, string Access, bool IsWatching)>> OperationsAsync(HttpClient browser)
    {
        var document = await browser.GetFromJsonAsync<JsonNode>("/api/v1/openapi.json", Ct);
        return
        [
            .. from path in document!["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where Methods.Contains(operation.Key) && !path.Key.StartsWith("/health/", StringComparison.Ordinal)
               let isWatching = operation.Value!["tags"]?.AsArray().Any(t => t!.GetValue<string>() == "Watching") == true
               select (operation.Key, path.Key, operation.Value!["x-pintle-access"]?.GetValue<string>() ?? "missing", isWatching),
        ];
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
