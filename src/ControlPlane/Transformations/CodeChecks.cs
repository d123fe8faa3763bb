using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Pintle.ControlPlane.Http;
using Pintle.UserCode;
using Pintle.UserCode.Publishing;
using Pintle.UserCode.Running;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Looks into code without running it. What was read once is remembered, so that it can be looked at in a change without a wait.</summary>
internal sealed class CodeChecks(UserCodeRunner runner)
{
    private const int MostRemembered = 2_000;

    private static readonly string[] EntryPoints = ["transformEvent", "transformBatch"];

    private readonly ConcurrentDictionary<string, CodeReading> _known = new();

    /// <exception cref="ApiException">Something of it is wrong: all that is, at once.</exception>
    public async Task CheckAsync(CodeKind kind, CodeInput input, CancellationToken ct)
    {
        List<(string Member, string Message)> problems = [.. input.Problems(kind)];
        if (problems.TrueForAll(p => p.Member is not ("code" or "language")) && ProblemOf(kind, await ReadAsync(input.Code, input.Language, ct)) is { } problem)
        {
            problems.Add(("code", problem));
        }

        ApiException.ThrowIfAny(problems);
    }

    /// <summary>Whether a version imports a library.</summary>
    public async Task<bool> ImportsAsync(StoredCodeVersion version, string importName, CancellationToken ct) =>
        version.Code.Contains(importName, StringComparison.Ordinal)
        && version.CodeVersion != "0"
        && (await ReadAsync(version.Code, version.Language, ct)).Imports.ContainsKey(importName);

    private static string? ProblemOf(CodeKind kind, CodeReading reading)
    {
        if (reading.Problem.Length > 0)
        {
            return reading.Line == 0 ? reading.Problem : $"Line {reading.Line}, column {reading.Column}: {reading.Problem.TrimEnd('.')}.";
        }

        var found = reading.Exports.Intersect(EntryPoints).ToList();
        return kind == CodeKind.Library || found.Count == 1
            ? null
            : $"Line 1, column 1: The code must export one of the functions transformEvent and transformBatch; it exports {(found.Count == 0 ? "none" : "both")}.";
    }

    private async Task<CodeReading> ReadAsync(string code, string language, CancellationToken ct)
    {
        var key = $"{language} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))}";
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var reading = await runner.ReadAsync(code, language, ct);
        if (reading.Problem.Length > 0)
        {
            return reading;
        }

        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        return _known[key] = reading;
    }
}
