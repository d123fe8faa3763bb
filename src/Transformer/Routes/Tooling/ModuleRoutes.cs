using Pintle.DestinationKit.Json;
using Pintle.Events;
using Pintle.Transformer.Requests;
using Pintle.Transformer.UserCode;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.Transformer.Routes.Tooling;

/// <summary>Modules as such: <c>POST /transformationLibrary/test</c> and <c>/extractLibs</c>.</summary>
internal static class ModuleRoutes
{
    private const string NoCode = "Invalid request. Missing code";
    private const string Tested = "library";
    private const string OurOwn = "@rs/";

    /// <summary>True when the module can be imported.</summary>
    public static async Task<JsValue> TestLibraryAsync(CodeTools tools, JsValue body, CancellationToken ct)
    {
        var (code, language) = CodeOf(body);
        var problem = await ImportAsync(tools, new LibraryCode(Tested, Tested, code) { Language = language }, ct);
        return problem.Length == 0 ? true : throw new BadRequestException(problem);
    }

    /// <summary>What the code imports.</summary>
    public static async Task<JsValue> ExtractAsync(CodeTools tools, JsValue body, CancellationToken ct)
    {
        var (code, language) = CodeOf(body);
        var reading = await tools.Runner.ReadAsync(code, language, ct);
        if (reading.Problem.Length > 0)
        {
            throw new BadRequestException(reading.ProblemAndPlace);
        }

        if (body["validateImports"].IsTruthy)
        {
            await CheckAsync(tools, reading, body["additionalLibraries"], ct);
        }

        var imports = new JsObject();
        foreach (var (module, names) in reading.Imports)
        {
            imports[module] = JsArray.Of(names.Select(n => (JsValue)n));
        }

        return imports;
    }

    // Libraries are named by their versions; ours are there by themselves.
    private static async Task CheckAsync(CodeTools tools, CodeReading reading, JsValue libraries, CancellationToken ct)
    {
        var handles = new HashSet<string>();
        foreach (var library in libraries.Items)
        {
            var version = library.ToText() is { Length: > 0 } id && library.IsText ? id : library["versionId"].ToText() ?? library["VersionID"].ToText() ?? "";
            handles.Add((await tools.Store.LibraryAsync(version, ct)).Handle);
        }

        foreach (var module in reading.Imports.Keys.Where(m => !handles.Contains(m)))
        {
            var problem = module.StartsWith(OurOwn, StringComparison.Ordinal) ? await ImportAsync(tools, module, ct) : $"import from {module} failed. Module not found.";
            if (problem.Length > 0)
            {
                throw new BadRequestException(problem);
            }
        }
    }

    private static Task<string> ImportAsync(CodeTools tools, LibraryCode library, CancellationToken ct) => ImportAsync(tools, library.Handle, ct, library);

    // By a transformation that does nothing else.
    private static async Task<string> ImportAsync(CodeTools tools, string module, CancellationToken ct, params LibraryCode[] libraries)
    {
        var code = new TransformationCode($"test {Guid.CreateVersion7()}", "import", $"import * as it from '{module}'; export function transformEvent() {{}}", libraries);
        return (await tools.Runner.RunAsync(new UserBatch(code, new EventTexts("[{}]"u8.ToArray(), "[{}]"u8.ToArray(), 1)) { IsTest = true }, ct)).OfAll;
    }

    private static (string Code, string Language) CodeOf(JsValue body) =>
        body["code"].ToText() is { Length: > 0 } code ? (code, TestRun.LanguageOf(body)) : throw new BadRequestException(NoCode);
}
