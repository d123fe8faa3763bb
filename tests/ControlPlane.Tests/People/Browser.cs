using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary>A browser: keeps the cookie, sends what is set. Paths that don't begin with a slash are of the API.</summary>
internal sealed class Browser(Uri address)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>What it sends besides.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Of what it sends.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Value of the session's cookie; null: there is none.</summary>
    public string? Cookie { get; set; }

    /// <summary>How the last cookie was set, or "".</summary>
    public string SetCookie { get; private set; } = "";

    /// <summary>Of the last answer, in seconds; null: not said.</summary>
    public double? RetryAfter { get; private set; }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ApiAnswer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<ApiAnswer> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path.StartsWith('/') ? path : $"/api/v1/{path}"));
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, ContentType);
        }

        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", $"pintle-session={Cookie}");
        }

        if (method == HttpMethod.Patch)
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Http.SendAsync(request);
        RetryAfter = answer.Headers.RetryAfter?.Delta?.TotalSeconds;
        SetCookie = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single() : "";
        if (SetCookie.Length > 0)
        {
            Cookie = SetCookie.Split(';')[0].Split('=')[1] is { Length: > 0 } value ? value : null;
        }

        var text = await answer.Content.ReadAsStringAsync();
        return new ApiAnswer(answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Headers.ETag?.ToString(), answer.Headers.Location);
    }
}
