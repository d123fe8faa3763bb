using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Tests.Weather;

/// <summary>What SQLite says of a file that can't be used now, as it says it.</summary>
public sealed class SqliteWeatherTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-weather-").FullName;

    private string DatabaseFile => Path.Combine(_directory, "control.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_locked_file_is_a_database_that_is_away()
    {
        Execute("CREATE TABLE t (x)");
        using var other = Open("");
        Execute(other, "BEGIN EXCLUSIVE");
        await MustBeAwayAsync(() => Execute("INSERT INTO t VALUES (1)", "Default Timeout=1"));
    }

    [Fact]
    public Task A_file_that_can_not_be_written_is_a_database_that_is_away()
    {
        Execute("CREATE TABLE t (x)");
        return MustBeAwayAsync(() => Execute("INSERT INTO t VALUES (1)", "Mode=ReadOnly"));
    }

    [Fact]
    public async Task A_full_disk_is_a_database_that_is_away()
    {
        using var full = Open("");
        Execute(full, "CREATE TABLE t (x)");
        Execute(full, "PRAGMA max_page_count = 3");
        await MustBeAwayAsync(() => Execute(full, "INSERT INTO t VALUES (zeroblob(100000))"));
    }

    [Fact]
    public Task A_file_that_is_not_there_is_a_database_that_is_away() => MustBeAwayAsync(() => Execute("SELECT 1", "Mode=ReadWrite"));

    [Fact]
    public async Task What_the_database_refuses_is_a_bug_of_ours_and_not_hidden()
    {
        var refused = Assert.Throws<SqliteException>(() => Execute("SELECT * FROM not_there"));
        await Assert.ThrowsAsync<SqliteException>(() => AnswerAsync(refused));
    }

    [Fact]
    public async Task A_secret_whose_key_is_lost_is_said_to_be_so()
    {
        var (status, _, body) = await AnswerAsync(new CryptographicException("The key {0123} was not found in the key ring."));
        Assert.Equal(StatusCodes.Status500InternalServerError, status);
        Assert.Contains("can't be decrypted", body, StringComparison.Ordinal);
        Assert.DoesNotContain("0123", body, StringComparison.Ordinal);
    }

    private static async Task MustBeAwayAsync(Func<int> work)
    {
        var away = Assert.Throws<SqliteException>(() => work());

        // As it comes from EF, and from Data Protection, whose keys may be in the database.
        foreach (var wrong in new Exception[] { away, new DbUpdateException("", away), new InvalidOperationException("", away), new CryptographicException("", away) })
        {
            var (status, retryAfter, body) = await AnswerAsync(wrong);
            Assert.Equal((StatusCodes.Status503ServiceUnavailable, "2"), (status, retryAfter));
            Assert.Contains("The configuration database is away.", body, StringComparison.Ordinal);
            Assert.DoesNotContain("SQLite", body, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<(int Status, string RetryAfter, string Body)> AnswerAsync(Exception wrong)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        await new ProblemAnswers(_ => throw wrong, NullLogger<ProblemAnswers>.Instance).InvokeAsync(context);
        return (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString(), System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    private SqliteConnection Open(string more)
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False;{more}");
        connection.Open();
        return connection;
    }

    private int Execute(string sql, string more = "")
    {
        using var connection = Open(more);
        return Execute(connection, sql);
    }

    private static int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
