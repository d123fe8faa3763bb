using System.Text.Json.Serialization;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary>What people say of a transformation or a library.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal record CodeInput
{
    /// <summary>In characters; TypeScript of more is not read.</summary>
    public const int LongestCode = 1 << 20;

    private const int LongestName = 200;
    private const int LongestDescription = 2_000;
    private const int MostTests = 100;

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>A module. Of a transformation, it exports <c>transformEvent</c> or <c>transformBatch</c>.</summary>
    public required string Code { get; init; }

    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";

    /// <summary>Are run before a version is published; without any, a sample event is. A library is tested by the transformations that import it.</summary>
    public IReadOnlyList<TestInput> Tests { get; init; } = [];

    /// <summary>What can be edited as it is.</summary>
    public static CodeInput Of(StoredTransformation item, StoredCodeVersion newest) => new()
    {
        Name = item.Name, Description = item.Description, Code = newest.Code, Language = newest.Language, Tests = TestInput.Read(newest.Tests),
    };

    /// <summary>All that is wrong without a look into the code, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems(CodeKind kind)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            yield return ("name", $"A {kind.Word()} needs a name of 1 to {LongestName} characters.");
        }

        if (Description.Length > LongestDescription)
        {
            yield return ("description", $"The description may have {LongestDescription} characters.");
        }

        foreach (var problem in ProblemsOfCode(Code, Language))
        {
            yield return problem;
        }

        if (kind == CodeKind.Library && Tests.Count > 0)
        {
            yield return ("tests", "A library is tested by the transformations that import it: give the tests to one of them.");
        }

        if (Tests.Count > MostTests)
        {
            yield return ("tests", $"There may be {MostTests} tests.");
        }

        foreach (var problem in Tests.SelectMany((test, place) => test.Problems($"tests[{place}]")))
        {
            yield return problem;
        }
    }

    /// <summary>What is wrong with code before it is read.</summary>
    public static IEnumerable<(string Member, string Message)> ProblemsOfCode(string code, string language)
    {
        if (string.IsNullOrWhiteSpace(code) || code.Length > LongestCode)
        {
            yield return ("code", $"There must be code, of at most {LongestCode} characters.");
        }

        if (language is not ("javascript" or "typescript"))
        {
            yield return ("language", $"The language must be javascript or typescript; it is \"{language}\".");
        }
    }
}

/// <summary>A new transformation or library.</summary>
internal sealed record NewCodeInput : CodeInput
{
    /// <summary>Puts it in force if its tests are good; otherwise nothing is stored.</summary>
    public bool Publish { get; init; }
}
