using System.Collections.Concurrent;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.UserCode.Code;

/// <summary>Code from a control plane: <c>GET /transformation/getByVersionId?versionId=…</c> and <c>/transformationLibrary/…</c>. What was found stays, for a version never changes.</summary>
/// <param name="http">Base address and time limit are its own.</param>
/// <param name="token">User name of Basic authentication.</param>
public sealed class BackendCode(HttpClient http, string token) : ICodeStore
{
    private const int TryAgain = 809;
    private const int MostRemembered = 2_000;

    private readonly ConcurrentDictionary<string, StoredCode> _known = new();

    public Task<StoredCode> TransformationAsync(string versionId, CancellationToken ct) => GetAsync("Transformation", "transformation", versionId, ct);

    public Task<StoredCode> LibraryAsync(string versionId, CancellationToken ct) => GetAsync("Transformation library", "transformationLibrary", versionId, ct);

    private async Task<StoredCode> GetAsync(string what, string path, string versionId, CancellationToken ct)
    {
        var address = $"{path}/getByVersionId?versionId={Uri.EscapeDataString(versionId)}";
        if (_known.TryGetValue(address, out var known))
        {
            return known;
        }

        var found = Read(await AskAsync(what, address, ct));
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        return _known[address] = found;
    }

    private async Task<string> AskAsync(string what, string address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = WorkspaceToken.Show(token);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            var status = (int)answer.StatusCode;
            return status switch
            {
                >= 200 and < 300 => await answer.Content.ReadAsStringAsync(ct),
                401 => throw new CodeMissingException(503, "config_backend_auth_failed"),
                403 => throw new CodeMissingException(503, "config_backend_forbidden"),
                >= 400 and < 500 => throw new CodeMissingException(status, $"{what} not found at {http.BaseAddress}{address}"),
                _ => throw new CodeMissingException(TryAgain, $"The control plane answered {status} at {http.BaseAddress}{address}"),
            };
        }
        catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new CodeMissingException(TryAgain, $"The control plane can't be asked for {http.BaseAddress}{address}: {away.Message}");
        }
    }

    private static StoredCode Read(string json)
    {
        try
        {
            var code = JsonElement.Parse(json);
            var handle = Text(code, "handleName");
            return new StoredCode(
                Text(code, "versionId"), Text(code, "name"), handle.Length > 0 ? handle : Text(code, "importName"), Text(code, "code"), Text(code, "codeVersion") is { Length: > 0 } version ? version : "1")
            {
                Language = Text(code, "language") is { Length: > 0 } language ? language : "javascript",
            };
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new CodeMissingException(TryAgain, $"The control plane's answer is not code: {wrong.Message}");
        }
    }

    private static string Text(JsonElement code, string name) => code.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
