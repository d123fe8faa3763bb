using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Http;

/// <summary>A request can't be done. It becomes an answer with problem details (RFC 9457) in one place: <see cref="ProblemAnswers"/>.</summary>
/// <param name="status">Of the answer.</param>
/// <param name="detail">A sentence that says what is wrong and what to do.</param>
internal sealed class ApiException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>Sentences by the member at fault, as a path: <c>settings.webhookUrl</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>What uses the thing that was to be deleted.</summary>
    public IReadOnlyList<UsedBy> UsedBy { get; init; } = [];

    /// <summary>More that programs can read of the problem, by name.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    /// <summary>There is no such thing in this workspace; whether another has it is nobody's business.</summary>
    public static ApiException NotFound(string what, string id) => new(StatusCodes.Status404NotFound, $"There is no {what} \"{id}\".");

    /// <summary>Members are wrong: all of them at once.</summary>
    public static ApiException Invalid(IEnumerable<(string Member, string Message)> problems)
    {
        var errors = problems.GroupBy(p => p.Member).ToDictionary(g => g.Key, g => g.Select(p => p.Message).ToArray());
        return new(StatusCodes.Status422UnprocessableEntity, string.Join(" ", errors.Values.SelectMany(e => e))) { Errors = errors };
    }

    /// <summary>Refuses what has problems: all of them at once.</summary>
    /// <exception cref="ApiException">There are some.</exception>
    public static void ThrowIfAny(IEnumerable<(string Member, string Message)> found)
    {
        if (found.ToList() is { Count: > 0 } problems)
        {
            throw Invalid(problems);
        }
    }

    public static ApiException Invalid(string member, string message) => Invalid([(member, message)]);

    public static ApiException Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);

    /// <summary>It can't be deleted while others use it.</summary>
    public static ApiException InUse(string what, IReadOnlyList<UsedBy> users) => new(
        StatusCodes.Status409Conflict, $"The {what} is in use by {string.Join(", ", users.Select(u => $"{u.Type} \"{u.Name}\""))}. Take it out of there first.") { UsedBy = users };

    public static ApiException Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);
}

/// <summary>Something that uses what was to be deleted.</summary>
/// <param name="Type">What it is: <c>destination</c>.</param>
internal sealed record UsedBy(string Type, string Id, string Name);
