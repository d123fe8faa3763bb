using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Tests.Tooling;

/// <summary>The routes for authors of code (user transformations §8), with real workers.</summary>
public sealed class ToolingRouteTests : IAsyncDisposable
{
    private const string Test = "/transformation/test";
    private const string TestRun = "/transformation/testRun";
    private const string Extract = "/extractLibs";
    private const string Library = "/transformationLibrary/test";

    private readonly Running _running = new();

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    [Fact]
    public async Task A_test_answers_with_events_errors_and_what_was_logged()
    {
        const string Code = """
            import { twice } from "twiceLib";
            export function transformEvent(event, metadata) {
              log("at", event.n, { source: metadata(event).sourceId });
              if (event.n === 1) return;
              if (event.n === 2) throw new Error("two");
              return { ...event, n: twice(event.n), key: getCredential("k") };
            }
            """;
        var body = new
        {
            events = Enumerable.Range(1, 3).Select(n => new { message = new { messageId = $"m{n}", n }, metadata = new { messageId = $"m{n}", sourceId = "s" } }),
            trRevCode = new { code = Code, codeVersion = "1", name = "Mine" }, libraryVersionIDs = new[] { "lib1" }, credentials = new[] { new { key = "k", value = "v", isSecret = true } },
        };
        var (status, answer) = await PostAsync(Test, JsonSerializer.Serialize(body));
        Assert.Equal(200, status);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"transformedEvents":[{"error":"Error: two\n    at transformEvent (Mine:5:28)"},{"messageId":"m3","n":6,"key":"v"}],
                 "logs":["Log: at 1 {\"source\":\"s\"}","Log: at 2 {\"source\":\"s\"}","Log: at 3 {\"source\":\"s\"}"]}
                """), JsonNode.Parse(answer)), answer);
    }

    [Fact]
    public async Task A_test_run_answers_with_metadata_and_keeps_nothing_for_the_next()
    {
        const string Body = """
            {"input":[{"message":{"messageId":"m1"},"metadata":{"messageId":"m1","sourceId":"s"}}],
             "codeRevision":{"code":"globalThis.runs = (globalThis.runs ?? 0) + 1; export const transformEvent = (e: any): any => ({ ...e, runs })","language":"typescript","versionId":"v"},
             "dependencies":{"libraries":[],"credentials":[]}}
            """;
        for (var run = 0; run < 2; run++)
        {
            var (status, answer) = await PostAsync(TestRun, Body);
            Assert.Equal((200, """{"transformedEvents":[{"transformedEvent":{"messageId":"m1","runs":1},"metadata":{"messageId":"m1","sourceId":"s"}}],"logs":[]}"""), (status, answer));
        }
    }

    [Theory]
    [InlineData(Test, """{"events":[{"message":{}}],"trRevCode":{"code":"export function transformEvent(e) { return e","codeVersion":"1"}}""", "Unexpected end of input")]
    [InlineData(Test, """{"events":[{"message":{}}],"trRevCode":{"code":"const a = 1;","codeVersion":"1"}}""", "Expected one of transformEvent,transformBatch. Found")]
    [InlineData(Test, """{"events":[{"message":{}}],"trRevCode":{"code":"import a from 'nowhere'; export function transformEvent(e) {}","codeVersion":"1"}}""", "import from nowhere failed. Module not found.")]
    [InlineData(Test, """{"events":[{"message":{}}],"trRevCode":{"code":"x"}}""", "Invalid Request. Missing parameters in transformation code block")]
    [InlineData(Test, """{"events":[{"message":{}}],"trRevCode":{"codeVersion":"1"}}""", "Invalid Request. Missing parameters in transformation code block")]
    [InlineData(Test, """{"events":[],"trRevCode":{"code":"x","codeVersion":"1"}}""", "Invalid request. Missing events")]
    [InlineData(Test, """{"trRevCode":{"code":"x","codeVersion":"1"}}""", "Invalid request. Missing events")]
    [InlineData(Test, """{"events":[{}],"trRevCode":{"code":"x","codeVersion":"1","language":"python"}}""", "Unsupported language")]
    [InlineData(Test, """{"events":[{}],"trRevCode":{"code":"x","codeVersion":"1"},"libraryVersionIDs":["gone"]}""", "not found")]
    [InlineData(Test, "[]", "Invalid Request. Missing parameters in transformation code block")]
    [InlineData(TestRun, """{"input":[],"codeRevision":{"code":"x"}}""", "Invalid request. Missing events")]
    [InlineData(TestRun, """{"input":[{}]}""", "Invalid Request. Missing parameters in transformation code block")]
    [InlineData(Library, "{}", "Invalid request. Missing code")]
    [InlineData(Library, """{"code":"x","language":"ruby"}""", "Unsupported language")]
    [InlineData(Library, """{"code":"export const a ="}""", "Unexpected end of input")]
    [InlineData(Library, """{"code":"throw new Error('no')"}""", "Error: no")]
    [InlineData(Extract, """{"code":""}""", "Invalid request. Missing code")]
    [InlineData(Extract, """{"code":"let a;\nlet a;"}""", "(line 2, column 5)")]
    [InlineData(Extract, """{"code":"import * from 'a'"}""", "namespace import needs a name")]
    [InlineData(Extract, """{"code":"import {a} from 'other'","validateImports":true,"additionalLibraries":["lib1"]}""", "import from other failed. Module not found.")]
    [InlineData(Extract, """{"code":"import {a} from '@rs/none/v1'","validateImports":true}""", "import from @rs/none/v1 failed. Module not found.")]
    [InlineData(Extract, "nothing", "The body is not JSON")]
    [InlineData("/transformation/sethandle", "{}", "Missing parameters in transformation code block")]
    public async Task What_is_wrong_is_a_400_that_says_so(string path, string body, string expected)
    {
        var (status, answer) = await PostAsync(path, body);
        Assert.Equal(400, status);
        Assert.Contains(expected, JsonNode.Parse(answer)!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Library, """{"code":"export const a = 1;"}""", "true")]
    [InlineData(Library, """{"code":"export const a: number = 1;","language":"typescript"}""", "true")]
    [InlineData(Extract, """{"code":"import d, { f, g as h } from 'sampleLib'; import { sha256 } from '@rs/hash/v1'; import 'twiceLib';"}""", """{"sampleLib":["d","f","g"],"@rs/hash/v1":["sha256"],"twiceLib":[]}""")]
    [InlineData(Extract, """{"code":"import { sha256 } from '@rs/hash/v1'; import { twice } from 'twiceLib'","validateImports":true,"additionalLibraries":["lib1"]}""", """{"@rs/hash/v1":["sha256"],"twiceLib":["twice"]}""")]
    [InlineData("/transformation/sethandle", """{"trRevCode":{"code":"x","language":"javascript","testName":"t"}}""", """{"success":true}""")]
    public async Task What_is_right_is_answered(string path, string body, string expected) => Assert.Equal((200, expected), await PostAsync(path, body));

    [Fact]
    public async Task Hostile_text_is_a_400_and_the_next_request_is_served()
    {
        var deep = new string('[', 300_000) + new string(']', 300_000);
        Assert.Equal(400, (await PostAsync(Extract, JsonSerializer.Serialize(new { code = deep }))).Status);
        var slow = "async <T>(a = " + string.Concat(Enumerable.Repeat("async <T>(a = ", 40));
        Assert.Equal(400, (await PostAsync(Extract, JsonSerializer.Serialize(new { code = slow, language = "typescript" }))).Status);
        Assert.Equal((200, """{"a":["b"]}"""), await PostAsync(Extract, """{"code":"import { b } from 'a'"}"""));
    }

    private async Task<(int Status, string Body)> PostAsync(string path, string body)
    {
        var (status, answer, _) = await TransformerRequest.PostAsync(_running.Runner, new Libraries(), path, body);
        return (status, answer);
    }

    private sealed class Libraries : ICodeStore
    {
        public Task<StoredCode> TransformationAsync(string versionId, CancellationToken ct) => throw new CodeMissingException(404, $"Transformation not found at {versionId}");

        public Task<StoredCode> LibraryAsync(string versionId, CancellationToken ct) => versionId == "lib1"
            ? Task.FromResult(new StoredCode("lib1", "Twice Lib", "twiceLib", "export const twice = (n) => 2 * n;", "1"))
            : throw new CodeMissingException(404, $"Transformation library not found at {versionId}");
    }
}
