using System.Collections.Concurrent;
using System.Text.Json;
using Pintle.Router.UserCode;

namespace Pintle.Router.Tests.Rig;

/// <summary>A user transformation in C#: what it makes of each event, and how often it was asked.</summary>
internal sealed class RigCode
{
    private readonly ConcurrentDictionary<RigCall, int> _runs = new();

    /// <summary>Outputs of an event, as JSON; throws what is to be the event's error.</summary>
    public Func<JsonElement, IEnumerable<string>> Event { get; set; } = static e => [e.GetRawText()];

    /// <summary>Why it can't be run; empty when it can.</summary>
    public string Held { get; set; } = "";

    /// <summary>An error of the whole batch; empty when there is none.</summary>
    public string OfAll { get; set; } = "";

    public ConcurrentQueue<int> Sizes { get; } = new();

    public ConcurrentQueue<JsonElement> Metadata { get; } = new();

    /// <summary>How often it was run on each event.</summary>
    public IReadOnlyDictionary<RigCall, int> Runs => _runs;

    public Task<CodeAnswer> RunAsync(CodeBatch batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (Held.Length > 0)
        {
            return Task.FromResult(CodeAnswer.Wait(Held));
        }

        Sizes.Enqueue(batch.Count);
        var items = new List<CodeItem>();
        foreach (var metadata in JsonElement.Parse(batch.Events.Metadata.Span).EnumerateArray())
        {
            Metadata.Enqueue(metadata);
        }

        foreach (var (place, message) in JsonElement.Parse(batch.Events.Messages.Span).EnumerateArray().Index())
        {
            _runs.AddOrUpdate(RigCall.Read(System.Text.Encoding.UTF8.GetBytes(message.GetRawText())), 1, (_, runs) => runs + 1);
            items.AddRange(Items(place, message));
        }

        return Task.FromResult(new CodeAnswer("mask", OfAll.Length > 0 ? [new CodeItem(-1, default, OfAll)] : items, ""));
    }

    /// <summary>The event with another number.</summary>
    public static string With(JsonElement e, long number, string type = "track") =>
        e.GetRawText().Replace($"\"number\":{NumberOf(e)}", $"\"number\":{number}", StringComparison.Ordinal).Replace("\"type\":\"track\"", $"\"type\":\"{type}\"", StringComparison.Ordinal);

    public static long NumberOf(JsonElement e) => e.GetProperty("properties").GetProperty("number").GetInt64();

    private IEnumerable<CodeItem> Items(int place, JsonElement message)
    {
        try
        {
            return [.. Event(message).Select(output => new CodeItem(place, JsonElement.Parse(output), ""))];
        }
        catch (InvalidDataException wrong)
        {
            return [new CodeItem(place, default, wrong.Message)];
        }
    }
}
