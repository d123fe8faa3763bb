using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>Talks to the API of a control plane with a personal access token.</summary>
internal sealed class ApiClient : IDisposable
{
    // A large document is taken over in one piece.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly LogIn _logIn;

    public ApiClient(LogIn logIn)
    {
        _logIn = logIn;

        // Where it is redirected to, the token would not go along.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Longest, BaseAddress = new Uri($"{logIn.Server}/api/v1/") };
        if (!AuthenticationHeaderValue.TryParse($"Bearer {logIn.Token}", out var bearer))
        {
            throw new RefusedException("The token is not one: it has characters that no token has.");
        }

        _http.DefaultRequestHeaders.Authorization = bearer;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Who the token is of, and its workspaces.</summary>
    public async Task<JsonElement> SessionAsync(CancellationToken ct) => (await AskAsync(HttpMethod.Get, "session", ct)).Body;

    /// <summary>The workspace that is meant: the one that was said, or the token's only one.</summary>
    /// <exception cref="RefusedException">It can't be told.</exception>
    public async Task<string> WorkspaceAsync(CancellationToken ct) => _logIn.WorkspaceId ?? OnlyWorkspace(await SessionAsync(ct)).GetProperty("id").GetString()!;

    /// <summary>The only workspace of a session.</summary>
    /// <exception cref="RefusedException">There are several, or none.</exception>
    public static JsonElement OnlyWorkspace(JsonElement session)
    {
        var all = session.GetProperty("workspaces").EnumerateArray().ToList();
        return all switch
        {
            [var only] => only,
            [] => throw new RefusedException("The token has no workspace any more."),
            _ => throw new RefusedException($"Say which workspace with --workspace-id: {string.Join(", ", all.Select(w => $"{w.GetProperty("id").GetString()} ({w.GetProperty("name").GetString()})"))}."),
        };
    }

    /// <summary>Makes a request for something of the workspace.</summary>
    public async Task<ApiAnswer> AskWorkspaceAsync(HttpMethod method, string path, CancellationToken ct, JsonNode? body = null, string? version = null) =>
        await AskAsync(method, $"workspaces/{Uri.EscapeDataString(await WorkspaceAsync(ct))}/{path}", ct, body, version);

    /// <summary>Makes a request.</summary>
    /// <param name="version">What it was when it was read (If-Match).</param>
    /// <exception cref="RefusedException">The server said no, or nothing that can be understood.</exception>
    public async Task<ApiAnswer> AskAsync(HttpMethod method, string path, CancellationToken ct, JsonNode? body = null, string? version = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
        }

        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        try
        {
            using var answer = await _http.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return answer.IsSuccessStatusCode ? new ApiAnswer(Read(text), answer.Headers.ETag?.ToString()) : throw Refusal(answer.StatusCode, text);
        }
        catch (HttpRequestException away)
        {
            throw new RefusedException($"{_logIn.Server} can't be reached: {away.Message}\nIs the server running, and is this the address of its control listener?");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new RefusedException($"{_logIn.Server} did not answer within {Longest.TotalMinutes:0} minutes.");
        }
    }

    private JsonElement Read(string text)
    {
        try
        {
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            throw NoApi();
        }
    }

    private RefusedException Refusal(HttpStatusCode status, string text)
    {
        var problem = AnswerProblem.Read(text);
        if (status == HttpStatusCode.Unauthorized)
        {
            return new RefusedException($"{_logIn.Server} does not know the token, or it has expired. Log in with another: pintle login");
        }

        if (AnswerProblem.DetailOf(problem) is not { } detail)
        {
            return status == HttpStatusCode.NotFound ? NoApi() : new RefusedException($"{_logIn.Server} answered {(int)status}. {text}".TrimEnd());
        }

        var members = problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
            ? errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray().Select(m => $"  {e.Name}: {m.GetString()}")).ToList() : [];
        return new RefusedException(members.Count == 0 ? detail : string.Join("\n", ["The server does not take this:", .. members]));
    }

    private RefusedException NoApi() => new($"{_logIn.Server} is not the address of a control plane.");
}

/// <summary>What the API answered.</summary>
/// <param name="Body">Undefined: nothing.</param>
/// <param name="Version">Its ETag.</param>
internal sealed record ApiAnswer(JsonElement Body, string? Version);
