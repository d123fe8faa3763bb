using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>Talks to the API as one person. Paths that don't begin with a slash are of the workspace.</summary>
internal sealed class ApiClient(Uri address, string workspaceId, string? token)
{
    // Without cookies, so that all can share it.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public string WorkspaceId => workspaceId;

    public string? Token => token;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ApiAnswer> PutAsync(string path, object body, string? etag = "*") => SendAsync(HttpMethod.Put, path, body, etag);

    public Task<ApiAnswer> PatchAsync(string path, object body, string? etag = "*") => SendAsync(HttpMethod.Patch, path, body, etag);

    public Task<ApiAnswer> DeleteAsync(string path, string? etag = "*") => SendAsync(HttpMethod.Delete, path, etag: etag);

    /// <summary>What a path shows, whatever it is.</summary>
    public async Task<string> SendTextAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await Http.SendAsync(request);
        return $"{answer.Headers}{await answer.Content.ReadAsStringAsync()}";
    }

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, string? etag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path.StartsWith('/') ? path : $"/api/v1/workspaces/{workspaceId}/{path}"));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new ApiAnswer(answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Headers.ETag?.ToString(), answer.Headers.Location);
    }
}

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonNode? Body, string? ETag, Uri? Location)
{
    public JsonNode? this[string member] => Body![member];

    public string Id => Text("id");

    public string Text(string member) => Body![member]!.GetValue<string>();

    /// <summary>The answer, which must have this status.</summary>
    public ApiAnswer Must(HttpStatusCode status)
    {
        Assert.True(status == Status, $"{Status} instead of {status}: {Body}");
        return this;
    }
}
