using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>The real server as a process of its own, on its own data directory, to be killed and started at will.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // Its certificate, where it has one, was made by the test.
    private readonly HttpClient _http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };
    private readonly int _gatewayPort = FreePort.Take();
    private readonly int _controlPort = FreePort.Take();
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <summary>On a fresh data directory.</summary>
    /// <param name="under">Where it is made; null = among the temporary files.</param>
    public ServerProcess(string? under = null)
    {
        DataDirectory = Path.Combine(under ?? Path.GetTempPath(), $"pintle-{Guid.CreateVersion7()}");
        Directory.CreateDirectory(DataDirectory);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(WorkspaceJson.WriteKey + ":")));
    }

    public string DataDirectory { get; }

    /// <summary>How it is spoken to.</summary>
    public string Scheme { get; init; } = "http";

    public Uri ControlAddress => new($"{Scheme}://127.0.0.1:{_controlPort}");

    public Uri GatewayAddress => new($"{Scheme}://127.0.0.1:{_gatewayPort}");

    /// <summary>Bytes of memory that the process has in use.</summary>
    public long Memory
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What the process wrote; for failure messages.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public void WriteWorkspace(string json)
    {
        var file = Path.Combine(DataDirectory, "workspace.json");
        File.WriteAllText(file + ".new", json);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Starts the server and waits until it takes events. False when it ended before.</summary>
    public async Task<bool> StartAsync(CancellationToken ct, string? fault = null, params string[] flags)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll"), "serve",
                "--dataDirectory", DataDirectory, "--workspace.file", Path.Combine(DataDirectory, "workspace.json"),
                "--gateway.host", "127.0.0.1", "--gateway.port", $"{_gatewayPort}", "--control.port", $"{_controlPort}",
                "--outbound.allow", "127.0.0.0/8", "--store.minFree", "0",
            },
        };
        Array.ForEach(flags, start.ArgumentList.Add);
        if (fault is not null)
        {
            start.Environment["PINTLE_FAULT"] = fault;
        }

        var process = _process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri($"{Scheme}://127.0.0.1:{_gatewayPort}/health/ready"), ct);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                await Task.WhenAny(process.WaitForExitAsync(ct), Task.Delay(20, ct));
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"The server does not get ready: {Output}", late);
            }
        }

        return false;
    }

    /// <summary>Posts a body; null when the server is not there or breaks off.</summary>
    public async Task<HttpStatusCode?> PostAsync(string path, byte[] body, CancellationToken ct)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            using var answer = await _http.PostAsync(new Uri($"{Scheme}://127.0.0.1:{_gatewayPort}{path}"), content, ct);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asks the administration API.</summary>
    public async Task<JsonElement> AdminAsync(string path, CancellationToken ct)
    {
        using var answer = await AdminAnswerAsync(HttpMethod.Get, path, ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}. {Output}");
        return (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct)).RootElement;
    }

    /// <summary>Has the administration API do something.</summary>
    public async Task<HttpStatusCode> AdminSendAsync(HttpMethod method, string path, CancellationToken ct)
    {
        using var answer = await AdminAnswerAsync(method, path, ct);
        return answer.StatusCode;
    }

    /// <summary>Sum of the counters of a kind (1 received, 3 delivered, 4 filtered, 5 dead), for a destination or before the fan-out.</summary>
    public async Task<long> CountAsync(int kind, string destination, CancellationToken ct) =>
        (await AdminAsync("counters", ct)).EnumerateArray()
            .Where(row => row.GetProperty("key").GetProperty("kind").GetInt32() == kind && row.GetProperty("key").GetProperty("destinationId").GetString() == destination)
            .Sum(row => row.GetProperty("count").GetInt64());

    /// <summary>Asks again until the condition holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, CancellationToken ct)
    {
        while (!await condition())
        {
            Assert.False(_process!.HasExited, Output);
            await Task.Delay(50, ct);
        }
    }

    /// <summary>An answer of the control listener, also one that isn't a success; null when nothing answers.</summary>
    public async Task<(HttpStatusCode Status, string Body)?> ControlAsync(string path, CancellationToken ct)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"{Scheme}://127.0.0.1:{_controlPort}{path}"), ct);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Runs a command of the product against this server, which must succeed; what it printed.</summary>
    public async Task<string> CommandAsync(CancellationToken ct, params string[] arguments)
    {
        var (code, text, errors) = await TryCommandAsync(ct, arguments);
        Assert.True(code == 0, errors);
        return text;
    }

    /// <summary>Runs a command of the product against this server; its exit code and what it printed.</summary>
    public async Task<(int Code, string Text, string Errors)> TryCommandAsync(CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll") },
        };
        Array.ForEach([.. arguments, "--dataDirectory", DataDirectory, "--control.port", $"{_controlPort}"], start.ArgumentList.Add);
        using var command = Process.Start(start)!;
        var (output, errors) = (command.StandardOutput.ReadToEndAsync(ct), command.StandardError.ReadToEndAsync(ct));
        await command.WaitForExitAsync(ct);
        return (command.ExitCode, await output, await errors);
    }

    /// <summary>Reads an endless answer of the administration API line by line.</summary>
    public async IAsyncEnumerable<JsonElement> FollowAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var answer = await AdminAnswerAsync(HttpMethod.Get, path, ct, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            yield return JsonDocument.Parse(line).RootElement;
        }
    }

    /// <summary>Waits until the server ends by itself; its exit code.</summary>
    public async Task<int> EndAsync(CancellationToken ct)
    {
        await _process!.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Whether it was this fail point that ended the process, which has ended.</summary>
    public bool WasEndedBy(string place) => Output.TrimEnd().EndsWith($"ended by fault {place}", StringComparison.Ordinal);

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken ct)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Kill();
        }

        _http.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<HttpResponseMessage> AdminAnswerAsync(
        HttpMethod method, string path, CancellationToken ct, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Scheme}://127.0.0.1:{_controlPort}/admin/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", await File.ReadAllTextAsync(Path.Combine(DataDirectory, "admin.token"), ct));
        return await _http.SendAsync(request, until, ct);
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
