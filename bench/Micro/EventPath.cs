using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.Destinations.Webhook;
using Pintle.Events;
using Pintle.Gateway;
using Pintle.Processor;
using Pintle.Store.Segments;
using Pintle.TestKit;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Micro;

/// <summary>The steps of an event's way through the product, each alone, on SDK-shaped events of about 1 KB.</summary>
[MemoryDiagnoser]
public class EventPath : IDisposable
{
    /// <summary>Events of one segment, and of one batch request.</summary>
    public const int Batch = 20;

    private static readonly JsonElement NoMetadata = JsonDocument.Parse("{}").RootElement;

    private readonly WorkspaceHolder _workspace = new();
    private readonly EventProcessor _processor = new(geo: null);
    private readonly SegmentEncoder _encoder = new();
    private readonly GatewayApp _gateway;
    private readonly byte[] _single;
    private readonly byte[] _batch;
    private readonly List<IncomingEvent> _events = [];
    private readonly StoredSegment _stored;
    private readonly ConfiguredDestination _webhook;
    private readonly TransformEnvironment _environment = new();
    private readonly JsonElement _message;

    public EventPath()
    {
        var samples = new SampleEvents(1);
        _workspace.Swap(WorkspaceReader.Read(Encoding.UTF8.GetBytes(WorkspaceJson.Of()), 1, Some.Time));
        _single = Encoding.UTF8.GetBytes(samples.Track("user-1", "m-1", 1));
        _batch = SampleEvents.Batch(Enumerable.Range(0, Batch).Select(n => samples.Track($"user-{n}", $"m-{n}", n)));
        var info = new GatewayInfo("", "", _ => Task.FromResult(true), () => Some.Time, "JSON");
        _gateway = new GatewayApp(new GatewayOptions(), _workspace, TakeAsync, JobRuns.None, info, TimeProvider.System, NullLogger<GatewayApp>.Instance);
        GatewayBatch().GetAwaiter().GetResult();
        var segment = EncodeSegment();
        _stored = new StoredSegment(0, 1, segment.AppendedAt, segment.Head, segment.Body);
        _webhook = new WebhookDestination().Configure(JsonDocument.Parse("""{"webhookUrl":"https://example.com/events"}""").RootElement);
        _message = Process().Message;
    }

    public void Dispose()
    {
        _encoder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public Task GatewaySingle() => _gateway.HandleAsync(Request("/v1/track", _single));

    [Benchmark]
    public Task GatewayBatch()
    {
        _events.Clear();
        return _gateway.HandleAsync(Request("/v1/batch", _batch));
    }

    [Benchmark]
    public EncodedSegment EncodeSegment() => _encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(0, 1, 0, _events)]);

    [Benchmark]
    public Segment DecodeSegment() => SegmentDecoder.Decode(_stored);

    [Benchmark]
    public Lanes.Processing.ProcessedEvent Process() => _processor.Process(_events[0].Header, _events[0].Body, _workspace.Require());

    [Benchmark]
    public WireRequest? Webhook() =>
        WireRequestBuilder.Build(((Outcome.Send)_webhook.TransformAsync(new EventInput(_message, NoMetadata, DynamicConfig: false), _environment).Now()).Requests[0]);

    private ValueTask<IntakeResult> TakeAsync(IReadOnlyList<IncomingEvent> events, CancellationToken _)
    {
        if (_events.Count == 0)
        {
            _events.AddRange(events);
        }

        return ValueTask.FromResult(IntakeResult.Stored);
    }

    private static DefaultHttpContext Request(string path, byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = path;
        context.Request.Headers.Authorization = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(WorkspaceJson.WriteKey + ":"));
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body);
        context.Response.Body = new MemoryStream(64);
        return context;
    }
}
