using System.Text.Json;
using Pintle.UserCode.Code;
using Pintle.UserCode.Publishing;

namespace Pintle.UserCode.Tests.Publishing;

/// <summary>What a test of code comes to.</summary>
public sealed class CodeTesterTests : IAsyncDisposable
{
    private const string Masks = "export function transformEvent(event) { log('mask', event.email); event.email = '***'; return event }";

    private readonly Running _running = new();

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    [Theory]
    [InlineData("""[{"email":"***","n":1.0},{"n":2,"email":"***"}]""", "")]
    [InlineData("""[{"email":"***","n":1},{"email":"other","n":2}]""", "[1].email: expected \"other\", but it is \"***\"")]
    [InlineData("""[{"email":"***","n":1}]""", "[1]: {\"email\":\"***\",\"n\":2} was not expected")]
    [InlineData("""[{"email":"***","n":1},{"email":"***","n":2},{}]""", "[2]: expected {}, but it is missing")]
    [InlineData("""[{"email":"***"},{"email":"***","n":2}]""", "[0].n: 1 was not expected")]
    [InlineData("""[{"email":"***","n":1,"a b":[1]},{"email":"***","n":2}]""", "[0][\"a b\"]: expected [1], but it is missing")]
    [InlineData("""[{"email":["***"],"n":1},{"email":"***","n":2}]""", "[0].email: expected [\"***\"], but it is \"***\"")]
    public async Task What_comes_out_is_compared_with_what_is_expected(string expected, string difference)
    {
        var result = await RunAsync(Masks, Test("""[{"email":"a","n":1},{"email":"b","n":2}]""", expected));
        Assert.Equal((difference.Length == 0 ? TestVerdict.Passed : TestVerdict.Failed, difference), (result.Verdict, result.Reason));
        Assert.Equal(["Log: mask a", "Log: mask b"], result.Logs);
        Assert.Equal(2, result.Outputs.Count);
    }

    [Theory]
    [InlineData("export function transformEvent() { throw new Error('no email') }", "Error: no email\n    at transformEvent (mask:1:")]
    [InlineData("export function transformEvent() { return 1 }", "returned event from transformEvent(event) is not an object")]
    [InlineData("export function transformEvent( {", "SyntaxError")]
    [InlineData("export const a = 1", "Error: Expected one of transformEvent,transformBatch.")]
    public async Task An_error_is_one_also_when_nothing_is_expected(string code, string error)
    {
        var result = await RunAsync(code, Test("""[{"n":1}]""", null));
        Assert.Equal(TestVerdict.Error, result.Verdict);
        Assert.StartsWith(error, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_expectations_no_error_is_enough()
    {
        Assert.Equal(TestVerdict.Passed, (await RunAsync(Masks, Test("[{}]", null))).Verdict);
        Assert.Equal(TestVerdict.Passed, (await RunAsync("export function transformEvent() {}", Test("[{}]", "[]"))).Verdict);
    }

    [Fact]
    public async Task Metadata_and_credentials_are_there()
    {
        const string Code = "export function transformEvent(event, metadata) { return { from: metadata(event).sourceId, id: metadata(event).messageId ?? null, key: getCredential('k') } }";
        var test = new TestCase("t", JsonElement.Parse("""[{"messageId":"m1"},{"messageId":"m2"}]"""), default, JsonElement.Parse("""{"sourceId":"s","messageId":"other"}"""));
        var result = await RunAsync(Code, test);
        Assert.Equal(["""{"from":"s","id":"m1","key":"v"}""", """{"from":"s","id":"m2","key":"v"}"""], result.Outputs.Select(o => JsonSerializer.Serialize(o)));
    }

    private static TestCase Test(string events, string? expected) => new("t", JsonElement.Parse(events), expected is null ? default : JsonElement.Parse(expected), default);

    private Task<CaseResult> RunAsync(string code, TestCase test) => new CodeTester(_running.Runner).RunAsync(
        new TransformationCode(code, "mask", code, []), test, new Dictionary<string, string> { ["k"] = "v" }, TestContext.Current.CancellationToken);
}
