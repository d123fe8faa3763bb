using Pintle.DestinationKit.Json;
using Pintle.Events;
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
        var libraries = new List<LibraryCode>();
        foreach (var id in libraryVersions)
        {
            var library = await store.LibraryAsync(id, ct);
            libraries.Add(new LibraryCode(id, library.Handle, library.Source) { Language = library.Language });
        }

        var name = revision["name"].ToText() is { Length: > 0 } given ? given : Default;
        var code = new TransformationCode($"test {Guid.CreateVersion7()}", name, revision["code"].ToText()!, libraries)
        {
            CodeVersion = revision["codeVersion"].ToText() is "0" ? "0" : "1", Language = LanguageOf(revision),
        };
        var own = events[0]["credentials"];
        return await runner.RunAsync(new UserBatch(code, Write(events)) { IsTest = true, Credentials = Credentials(own.IsArray ? own : credentials) }, ct);
    }

    /// <summary>The language of code, as it is named in requests.</summary>
    public static string LanguageOf(JsValue revision) => revision["language"].ToText() is { Length: > 0 } language ? language : "javascript";

    /// <summary>Whether it can be run here.</summary>
    public static bool IsRun(string language) => language is "javascript" or "typescript";

    private static Dictionary<string, string> Credentials(JsValue list) => list.Items.Where(c => c["key"].IsText)
        .GroupBy(c => c["key"].AsText()!).ToDictionary(g => g.Key, g => g.Last()["value"].ToText() ?? "");

    private static EventTexts Write(IReadOnlyList<JsValue> events) => EventTexts.Write(events.Count, (i, message, metadata) =>
    {
        events[i]["message"].WriteTo(message);
        var known = events[i]["metadata"].IsObject ? events[i]["metadata"].ToObject() : new JsObject();
        known["messageId"] = known["messageId"].ToText() is null ? events[i]["message"]["messageId"] : known["messageId"];
        ((JsValue)known).WriteTo(metadata);
    });
}
