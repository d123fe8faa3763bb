using Pintle.DestinationKit.Json;
using Pintle.Events;
using Pintle.Transformer.Requests;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.Transformer.UserCode;

/// <summary>Runs code of a request in test mode: it may log, and nothing of it is kept (user transformations §8).</summary>
internal sealed class TestRun(UserCodeRunner runner, ICodeStore store)
{
    private const string Default = "base transformation";

    /// <summary>What comes of the events.</summary>
    /// <param name="revision">An object with <c>code</c>, and perhaps <c>codeVersion</c>, <c>language</c> and <c>name</c>.</param>
    /// <param name="libraryVersions">What it may import.</param>
    /// <param name="events">Objects with <c>message</c>, and perhaps <c>metadata</c> and <c>credentials</c>.</param>
    /// <param name="credentials">For events without.</param>
    /// <exception cref="CodeMissingException">A library isn't there.</exception>
    public async Task<BatchResult> RunAsync(JsValue revision, IEnumerable<string> libraryVersions, IReadOnlyList<JsValue> events, JsValue credentials, CancellationToken ct)
    {
        var libraries = await new CodeLoader(store).LibrariesAsync(libraryVersions, ct);
        var name = revision["name"].ToText() is { Length: > 0 } given ? given : Default;
        var code = new TransformationCode($"test {Guid.CreateVersion7()}", name, revision["code"].ToText()!, libraries)
        {
            CodeVersion = revision["codeVersion"].ToText() is "0" ? "0" : "1", Language = LanguageOf(revision),
        };
        var own = events[0]["credentials"];
        return await runner.RunAsync(new UserBatch(code, Write(events)) { IsTest = true, Credentials = CredentialList.Read(own.IsArray ? own : credentials) }, ct);
    }

    /// <summary>The language of code, as it is named in requests.</summary>
    /// <exception cref="BadRequestException">It is none that is run here.</exception>
    public static string LanguageOf(JsValue revision)
    {
        var language = revision["language"].ToText() is { Length: > 0 } given ? given : "javascript";
        return language is "javascript" or "typescript" ? language : throw new BadRequestException("Unsupported language");
    }

    private static EventTexts Write(IReadOnlyList<JsValue> events) => EventTexts.Write(events.Count, (i, message, metadata) =>
    {
        events[i]["message"].WriteTo(message);
        var known = events[i]["metadata"].IsObject ? events[i]["metadata"].ToObject() : new JsObject();
        known["messageId"] = known["messageId"].ToText() is null ? events[i]["message"]["messageId"] : known["messageId"];
        ((JsValue)known).WriteTo(metadata);
    });
}
