using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pintle.EndToEnd.Tests.ControlPlane;

/// <summary>The administrator of a server that has the control plane in the box.</summary>
internal static partial class FirstPerson
{
    public const string Password = "a long enough password";

    /// <summary>Starts the server so.</summary>
    public static Task<bool> StartInTheBoxAsync(this ServerProcess server, CancellationToken ct, params string[] flags) => server.StartAsync(ct, fault: null, ["--workspace.file", "", .. flags]);

    /// <summary>Makes the administrator with the token that the server has printed.</summary>
    /// <param name="browser">Has the session from then on.</param>
    /// <returns>The id of the first workspace.</returns>
    public static async Task<string> SetUpAsync(this ServerProcess server, HttpClient browser, CancellationToken ct)
    {
        var token = Token().Match(server.Output).Groups[1].Value;
        var person = await browser.MakeAsync("/api/v1/setup", new { token, name = "Ada", email = "ada@shop.example", password = Password, workspaceName = "Shop" }, ct);
        return person["workspaces"]![0]!["id"]!.GetValue<string>();
    }

    /// <summary>Posts what must be taken.</summary>
    public static async Task<JsonNode> MakeAsync(this HttpClient browser, string path, object body, CancellationToken ct)
    {
        using var answer = await browser.PostAsJsonAsync(path, body, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    [GeneratedRegex(@"works once: (setup_\w+)")]
    private static partial Regex Token();
}
