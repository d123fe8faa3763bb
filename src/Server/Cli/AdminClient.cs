using System.CommandLine;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pintle.Server.Admin;
using Pintle.Server.Configuration;

namespace Pintle.Server.Cli;

/// <summary>Talks to the running server on this machine with its admin token.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private AdminClient(PintleOptions options)
    {
        var host = options.Control.Host == "0.0.0.0" ? "127.0.0.1" : options.Control.Host;
        _http.BaseAddress = new Uri($"http://{host}:{options.Control.Port}/admin/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(AdminToken.PathIn(options.DataDirectory)));
    }

    /// <summary>A command that needs the server; flags say where it is, as for <c>serve</c>.</summary>
    public static Command Command(string name, string description, Option[] options, Func<AdminClient, ParseResult, CancellationToken, Task> run)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        Array.ForEach(options, command.Options.Add);
        var file = new Option<string?>("--config") { Description = "Configuration file of the server." };
        command.Options.Add(file);
        command.SetAction(async (result, ct) =>
        {
            try
            {
                using var client = new AdminClient(ServeCommand.LoadOptions(result.GetValue(file), result.UnmatchedTokens));
                await run(client, result, ct);
                return 0;
            }
            catch (Exception failure) when (failure is ConfigurationException or HttpRequestException or IOException)
            {
                var isAnswer = failure is ConfigurationException or HttpRequestException { StatusCode: not null };
                await Console.Error.WriteLineAsync(isAnswer ? failure.Message : $"{failure.Message}\nIs the server running, and is this its configuration?");
                return 1;
            }
        });
        return command;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Makes a request and prints the answer.</summary>
    public async Task PrintAsync(HttpMethod method, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await _http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw await RefusalAsync(answer, ct);
        }

        var text = await answer.Content.ReadAsStringAsync(ct);
        Console.WriteLine(JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement, Pretty));
    }

    /// <summary>The lines of an answer as they come.</summary>
    public async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        using var answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw await RefusalAsync(answer, ct);
        }

        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            yield return line;
        }
    }

    // The server's own words, when it has some.
    private static async Task<HttpRequestException> RefusalAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        try
        {
            using var problem = JsonDocument.Parse(text);
            text = problem.RootElement.GetProperty("detail").GetString() ?? text;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            text = $"{(int)answer.StatusCode}: {text}";
        }

        return new HttpRequestException(text, null, answer.StatusCode);
    }
}
