using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.TestKit;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Gateway.Tests;

/// <summary>The gateway's handler with a log in memory.</summary>
internal sealed class GatewayHarness
{
    public const string Workspace = """
        {"workspaceId":"ws","settings":{"eventBlocking":{"events":{"track":["Blocked"]}}},"sources":[
          {"id":"src","name":"Web","writeKey":"wk","enabled":true,"sourceDefinition":{"name":"Javascript"},"destinations":[
            {"id":"dst","name":"d","enabled":true,"config":{},"destinationDefinition":{"name":"WEBHOOK","displayName":"Webhook"}},
            {"id":"off","name":"d","enabled":false,"config":{},"destinationDefinition":{"name":"WEBHOOK","displayName":"Webhook"}}]},
          {"id":"gone","name":"Off","writeKey":"wk-off","enabled":false,"sourceDefinition":{"name":"Javascript"}},
          {"id":"hook","name":"Hook","writeKey":"wk-hook","enabled":true,"sourceDefinition":{"name":"Webhook","category":"webhook"}},
          {"id":"shop","name":"Shop","writeKey":"wk-shop","enabled":true,"sourceDefinition":{"name":"Shopify","category":"webhook"}},
          {"id":"wh","name":"Warehouse","writeKey":"wk-wh","enabled":true,"sourceDefinition":{"name":"Postgres","category":"warehouse"}},
          {"id":"again","name":"Replay","writeKey":"wk-again","enabled":true,"originalId":"src","sourceDefinition":{"name":"Javascript"}}]}
        """;

    private readonly WorkspaceHolder _workspace = new();
    private readonly GatewayApp _app;

    public GatewayHarness(GatewayOptions? options = null, bool isConfigured = true)
    {
        if (isConfigured)
        {
            _workspace.Swap(WorkspaceReader.Read(Encoding.UTF8.GetBytes(Workspace), 1, Some.Time));
        }

        var info = new GatewayInfo("1.2.3", "abc", _ => Task.FromResult(IsStoreUp), () => Some.Time, "JSON");
        _app = new GatewayApp(options ?? new GatewayOptions(), _workspace, TakeAsync, JobRuns, info, Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<GatewayApp>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(Some.Time);

    /// <summary>Set: the log answers only when this completes, and looks at no token.</summary>
    public TaskCompletionSource? Delay { get; set; }

    public List<IncomingEvent> Stored { get; } = [];

    public IntakeResult Answer { get; set; } = IntakeResult.Stored;

    public Exception? Failure { get; set; }

    public bool IsStoreUp { get; set; } = true;

    public List<string> Drained { get; } = [];

    /// <summary>What the data plane says of job runs.</summary>
    public JobRuns JobRuns => new()
    {
        DrainAsync = (run, _) => Drain(run),
        StatusAsync = (run, tasks, sources, _) => Task.FromResult(Runs.TryGetValue(run, out var status) && tasks.Count + sources.Count < 2 ? status : null),
        ForgetAsync = (run, _) => Task.FromResult(Runs.Remove(run)),
        FailuresAsync = (_, _, _, after, size, _) => Task.FromResult(Failures(after, size)),
    };

    public Dictionary<string, JobRunStatus> Runs { get; } = [];

    public Func<string?, int, JobRunFailures> Failures { get; set; } = (_, _) => new JobRunFailures([], null);

    /// <summary>Bodies of the stored events.</summary>
    public IEnumerable<JsonElement> Events => Stored.Select(e => JsonDocument.Parse(e.Body, JsonPolicy.Document).RootElement);

    /// <summary>Sends one request; headers as <c>name: value</c>, <c>auth: key</c> for Basic.</summary>
    public Task<GatewayAnswer> SendAsync(string method, string target, byte[]? body = null, params string[] headers) =>
        SendAsync(method, target, new MemoryStream(body ?? []), body?.Length, headers);

    /// <summary>Sends one request that the test completes.</summary>
    public Task<GatewayAnswer> SendAsync(string method, string target, byte[] body, Action<HttpContext> complete) =>
        SendAsync(method, target, new MemoryStream(body), body.Length, complete);

    /// <summary>A body that fails after some bytes.</summary>
    public Task<GatewayAnswer> SendBrokenAsync(string target, string body, Exception failure) =>
        SendAsync("POST", target, new BrokenUpload(Encoding.UTF8.GetBytes(body), failure), body.Length + 1, "auth: wk");

    private Task<GatewayAnswer> SendAsync(string method, string target, Stream body, long? length, params string[] headers) => SendAsync(method, target, body, length, context =>
    {
        foreach (var header in headers)
        {
            var parts = header.Split(": ", 2);
            context.Request.Headers[parts[0] == "auth" ? "Authorization" : parts[0]] =
                parts[0] == "auth" ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(parts[1] + ":")) : parts[1];
        }
    });

    private async Task<GatewayAnswer> SendAsync(string method, string target, Stream body, long? length, Action<HttpContext> complete)
    {
        var context = new DefaultHttpContext();
        var at = target.IndexOf('?', StringComparison.Ordinal);
        context.Request.Method = method;
        context.Request.Path = at < 0 ? target : target[..at];
        context.Request.QueryString = new QueryString(at < 0 ? "" : target[at..]);
        context.Request.Body = body;
        context.Request.ContentLength = length;
        var lifetime = new Lifetime();
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("203.0.113.9");
        complete(context);
        var written = new MemoryStream();
        context.Response.Body = written;
        await _app.HandleAsync(context);
        return new GatewayAnswer(context.Response.StatusCode, Encoding.UTF8.GetString(written.ToArray()), context.Response.Headers, written.ToArray(), lifetime.WasAborted);
    }

    public Task<GatewayAnswer> PostAsync(string path, string body, params string[] headers) =>
        SendAsync("POST", path, Encoding.UTF8.GetBytes(body), headers.Length == 0 ? ["auth: wk"] : headers);

    private async ValueTask<IntakeResult> TakeAsync(IReadOnlyList<IncomingEvent> events, CancellationToken ct)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        await (Delay?.Task ?? Task.CompletedTask);
        if (Answer == IntakeResult.Stored)
        {
            Stored.AddRange(events);
        }

        return Answer;
    }

    private Task Drain(string run)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        Drained.Add(run);
        return Task.CompletedTask;
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool WasAborted { get; private set; }

        public void Abort() => WasAborted = true;
    }
}

/// <summary>An answer of the gateway.</summary>
internal sealed record GatewayAnswer(int Status, string Text, IHeaderDictionary Headers, byte[] Bytes, bool WasAborted);
