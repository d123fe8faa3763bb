using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Pintle.Server.Admin;
using Pintle.Server.Configuration;

namespace Pintle.Server.Cli;

/// <summary>Talks to the running server on this machine with its admin token.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http;

    private AdminClient(PintleOptions options)
    {
        var (scheme, handler) = options.Tls.Certificate.Length == 0 ? ("http", new HttpClientHandler()) : ("https", Trusting(options.Tls.Certificate));
        var host = options.Control.Host switch { "0.0.0.0" => "127.0.0.1", "::" => "::1", var one => one };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = new UriBuilder(scheme, host, options.Control.Port, "/admin/").Uri };
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
                CheckOptions(command, result.UnmatchedTokens);
                using var client = new AdminClient(ServeCommand.LoadOptions(result.GetValue(file), result.UnmatchedTokens));
                await run(client, result, ct);
                return 0;
            }
            catch (RefusedException refused)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                return 1;
            }
            catch (ConfigurationException wrong)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return 1;
            }
            catch (UnauthorizedAccessException denied)
            {
                await Console.Error.WriteLineAsync($"{denied.Message}\nRun this as the user that the server runs as.");
                return 1;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or CryptographicException)
            {
                await Console.Error.WriteLineAsync($"{failure.Message}\nIs the server running, and is this its configuration?");
                return 1;
            }
        });
        return command;
    }

    public void Dispose() => _http.Dispose();

    // What is left are configuration keys, as serve takes them; a mistyped option of the command is told as such.
    private static void CheckOptions(Command command, IReadOnlyList<string> unmatched)
    {
        var own = command.Options.Select(o => o.Name[2..]).ToList();
        foreach (var token in unmatched.Where(t => t.StartsWith("--", StringComparison.Ordinal)))
        {
            var name = token[2..].Split('=')[0];
            if (!name.Contains('.', StringComparison.Ordinal) && OptionTable.Find(name) is null)
            {
                throw new RefusedException($"Unknown option --{name}; did you mean --{OptionTable.Nearest(name, own)}?");
            }
        }
    }

    // The certificate is for the name that SDKs use, not for this machine's own address: what counts is that it is the very one.
    private static HttpClientHandler Trusting(string file)
    {
        using var own = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        var hash = own.GetCertHash(HashAlgorithmName.SHA256);
        return new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, errors) =>
                errors == SslPolicyErrors.None || shown?.GetCertHash(HashAlgorithmName.SHA256).AsSpan().SequenceEqual(hash) == true,
        };
    }

    /// <summary>Makes a request and prints the answer.</summary>
    public async Task PrintAsync(HttpMethod method, string path, CancellationToken ct) => Print(await AskAsync(method, path, ct));

    /// <summary>Prints an answer for people.</summary>
    public static void Print(JsonElement answer) => Console.WriteLine(JsonSerializer.Serialize(answer, Pretty));

    /// <summary>Makes a request; the answer.</summary>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await _http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw Refusal(answer, text);
    }

    private static RefusedException Refusal(HttpResponseMessage answer, string text) =>
        new(AnswerProblem.DetailOf(AnswerProblem.Read(text)) ?? $"The server answered {(int)answer.StatusCode}. {text}");

    /// <summary>The lines of an answer as they come.</summary>
    public IAsyncEnumerable<string> LinesAsync(string path, CancellationToken ct) => LinesAsync(HttpMethod.Get, path, body: null, ct);

    /// <summary>The lines of an answer as they come.</summary>
    public async IAsyncEnumerable<string> LinesAsync(HttpMethod method, string path, string? body, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body) };
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refusal(answer, await answer.Content.ReadAsStringAsync(ct));
        }

        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            yield return line;
        }
    }
}

/// <summary>What was asked can't be done; the message says why.</summary>
internal sealed class RefusedException(string message) : Exception(message);
