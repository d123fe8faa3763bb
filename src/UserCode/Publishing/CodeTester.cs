using System.Text.Json;
using Pintle.Events;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Publishing;

/// <summary>Runs test cases of code and compares what comes out with what they expect.</summary>
public sealed class CodeTester(UserCodeRunner runner)
{
    /// <summary>Runs one.</summary>
    /// <param name="code">With the libraries that it may import.</param>
    /// <param name="test">Its events, and what is to come of them.</param>
    /// <param name="credentials">What <c>getCredential</c> gives, by key.</param>
    public async Task<CaseResult> RunAsync(TransformationCode code, TestCase test, IReadOnlyDictionary<string, string> credentials, CancellationToken ct)
    {
        try
        {
            return Judge(test, await TryAsync(code, test, credentials, ct));
        }
        catch (UserCodeSuspendedException suspended)
        {
            return new CaseResult(test.Name, TestVerdict.Error, suspended.Message, [], []);
        }
    }

    /// <summary>Runs one without comparing: what comes of each event.</summary>
    /// <exception cref="UserCodeSuspendedException">The version has ended too many workers.</exception>
    public Task<BatchResult> TryAsync(TransformationCode code, TestCase test, IReadOnlyDictionary<string, string> credentials, CancellationToken ct) =>
        runner.RunAsync(new UserBatch(code, Events(test)) { Credentials = credentials, IsTest = true }, ct);

    private static CaseResult Judge(TestCase test, BatchResult result)
    {
        List<JsonElement> outputs = [.. result.Items.Where(i => !i.IsFailure).Select(i => i.Output)];
        var failures = result.Items.Where(i => i.IsFailure).ToList();
        if (failures.Count > 0)
        {
            return new CaseResult(test.Name, TestVerdict.Error, string.Join('\n', failures.Select(i => i.Error).Distinct()), outputs, result.Logs)
            {
                FailedEvent = result.OfAll.Length > 0 ? -1 : failures[0].Input,
            };
        }

        var difference = test.Expected.ValueKind == JsonValueKind.Undefined ? null : JsonDifference.Find(test.Expected, JsonSerializer.SerializeToElement(outputs));
        return new CaseResult(test.Name, difference is null ? TestVerdict.Passed : TestVerdict.Failed, difference ?? "", outputs, result.Logs);
    }

    // Metadata is found by the message id: each event's own is in it.
    private static EventTexts Events(TestCase test) => EventTexts.Write(test.Events.GetArrayLength(), (i, message, metadata) =>
    {
        test.Events[i].WriteTo(message);
        metadata.WriteStartObject();
        var known = test.Metadata.ValueKind == JsonValueKind.Object ? test.Metadata.EnumerateObject().ToList() : [];
        known.FindAll(m => m.Name != "messageId").ForEach(m => m.WriteTo(metadata));
        if (test.Events[i].TryGetProperty("messageId", out var id))
        {
            metadata.WritePropertyName("messageId");
            id.WriteTo(metadata);
        }

        metadata.WriteEndObject();
    });
}
