using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Pintle.ControlPlane.Http;

/// <summary>Makes answers of what went wrong: nothing of the server's inside is told.</summary>
internal sealed partial class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> log)
{
    private const string LostKey = "A secret that this needs can't be decrypted: the key that it was encrypted with is not there. Put the keys back (control.keys), or enter the secret again.";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception wrong) when (!context.Response.HasStarted && ProblemOf(wrong) is { } problem)
        {
            if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            {
                LogAway(wrong.GetBaseException().Message);
                context.Response.Headers.RetryAfter = "2";
            }

            await AnswerAsync(context, problem);
        }
    }

    /// <summary>Writes a problem.</summary>
    public static Task AnswerAsync(HttpContext context, ApiException problem)
    {
        var extensions = new Dictionary<string, object?>(problem.More);
        if (problem.Errors.Count > 0)
        {
            extensions["errors"] = problem.Errors;
        }

        if (problem.UsedBy.Count > 0)
        {
            extensions["usedBy"] = problem.UsedBy;
        }

        return TypedResults.Problem(problem.Message, statusCode: problem.Status, extensions: extensions).ExecuteAsync(context);
    }

    private static ApiException? ProblemOf(Exception wrong) => wrong switch
    {
        ApiException problem => problem,
        BadHttpRequestException { InnerException: JsonException json } => MergePatch.Unreadable(json),
        BadHttpRequestException bad => new ApiException(bad.StatusCode, WrongParameter().Replace(bad.Message, static m => $"\"{m.Groups[2].Value}\" can't be the value of \"{JsonNamingPolicy.CamelCase.ConvertName(m.Groups[1].Value)}\".")),
        DbUpdateConcurrencyException => new ApiException(StatusCodes.Status412PreconditionFailed, Etag.Stale),
        _ when IsAway(wrong) => new ApiException(StatusCodes.Status503ServiceUnavailable, "The configuration database is away. Events are still taken and delivered; try again in a moment."),
        CryptographicException => new ApiException(StatusCodes.Status500InternalServerError, LostKey),
        _ => null,
    };

    /// <summary>Is it that the database can't be reached, or is locked or full? What it refuses is a bug of ours, and stays one.</summary>
    public static bool IsAway(Exception wrong) => wrong switch
    {
        Npgsql.PostgresException refused => refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal),
        Npgsql.NpgsqlException => true,
        Microsoft.Data.Sqlite.SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14 or 23 or 26,
        DbException => false,
        SocketException or TimeoutException => true,

        // The keys may be in the database: whoever needs one for the first time while it is away is told that it can't be decrypted.
        { InnerException: { } inner } when wrong is DbUpdateException or InvalidOperationException or CryptographicException => IsAway(inner),
        _ => false,
    };

    // As ASP.NET says it: Failed to bind parameter "Nullable<int> Limit" from "many".
    [GeneratedRegex("""^Failed to bind parameter "\S+ (\w+)" from "(.*)"\.$""")]
    private static partial Regex WrongParameter();

    [LoggerMessage(8001, LogLevel.Warning, "The configuration database is away; the API answers 503: {Reason}")]
    private partial void LogAway(string reason);
}
