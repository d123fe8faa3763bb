using System.Text.Json;

namespace Pintle.UserCode.Publishing;

/// <summary>What came of a test.</summary>
/// <param name="Name">Of the test.</param>
/// <param name="Verdict">Whether it is good.</param>
/// <param name="Reason">The first difference, or the error's text; empty when it is good.</param>
/// <param name="Outputs">Events that came out.</param>
/// <param name="Logs">What the code logged.</param>
public sealed record CaseResult(string Name, TestVerdict Verdict, string Reason, IReadOnlyList<JsonElement> Outputs, IReadOnlyList<string> Logs)
{
    /// <summary>Place of the first event that has an error; -1: none in particular.</summary>
    public int FailedEvent { get; init; } = -1;
}

/// <summary>Whether a test is good.</summary>
public enum TestVerdict
{
    /// <summary>What was expected came out; without expectations: no error.</summary>
    Passed,

    /// <summary>Something else came out.</summary>
    Failed,

    /// <summary>The code doesn't compile, throws, or returns what is no event.</summary>
    Error,
}
