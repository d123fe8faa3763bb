using System.Net;
using System.Text.RegularExpressions;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Access;

/// <summary>Every operation of the OpenAPI document, for everybody. A new route without a rule fails here; and one with a rule is tried without anybody writing a test.</summary>
public abstract partial class AuthorisationMatrixTests(ControlRig rig)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head"];

    [Fact]
    public async Task Every_route_lets_in_whom_its_rule_names_and_nobody_else()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var nobody = new ApiClient(rig.Address, shop.Id, token: null);
        var (gaps, tried) = (new List<string>(), 0);
        foreach (var (method, path, access) in await OperationsAsync(nobody))
        {
            var asked = Parameter().Replace(path.Replace("{workspaceId}", shop.Id, StringComparison.Ordinal), "none");
            if (access == "open")
            {
                continue;
            }

            await MustBeAsync(nobody, HttpStatusCode.Unauthorized, "nobody");
            if (!Enum.TryParse<Role>(access, ignoreCase: true, out var least))
            {
                if (access != "person")
                {
                    gaps.Add($"{method} {path}: nobody said who may use it.");
                }

                continue;
            }

            await MustBeAsync(other.Admin, HttpStatusCode.NotFound, "an administrator of another workspace");
            foreach (var (role, client) in new[] { (Role.Viewer, shop.Viewer), (Role.Editor, shop.Editor), (Role.Admin, shop.Admin) })
            {
                tried++;
                var answer = await SendAsync(client, method, asked);
                var isRefused = answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized && !IsForBrowsers(answer);
                if (isRefused != role < least)
                {
                    gaps.Add($"{method} {path}: {role} got {(int)answer.Status} {answer.Body}");
                }
            }

            async Task MustBeAsync(ApiClient client, HttpStatusCode expected, string who)
            {
                var answer = await SendAsync(client, method, asked);
                if (answer.Status != expected)
                {
                    gaps.Add($"{method} {path}: {who} got {(int)answer.Status} instead of {(int)expected}. {answer.Body}");
                }
            }
        }

        Assert.Empty(gaps);
        Assert.InRange(tried, 20, int.MaxValue);
    }

    // Some things are done by a person who has logged in, and not by a program with a token.
    private static bool IsForBrowsers(ApiAnswer answer) =>
        answer.Body?["detail"]?.GetValue<string>().Contains("A token may not do this", StringComparison.Ordinal) == true;

    private static Task<ApiAnswer> SendAsync(ApiClient client, string method, string path) =>
        client.SendAsync(new HttpMethod(method.ToUpperInvariant()), path, method is "post" or "put" or "patch" ? "{}" : null);

    private static async Task<List<(string Method, string Path, string Access)>> OperationsAsync(ApiClient client)
    {
        var document = (await client.GetAsync("/api/v1/openapi.json")).Must(HttpStatusCode.OK).Body!;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where Methods.Contains(operation.Key)
               select (operation.Key, path.Key, operation.Value![AccessInDocument.Extension]?.GetValue<string>() ?? "missing"),
        ];
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}

public sealed class AuthorisationMatrixOnSqlite(SqliteRig rig) : AuthorisationMatrixTests(rig), IClassFixture<SqliteRig>;

public sealed class AuthorisationMatrixOnPostgres(PostgresRig rig) : AuthorisationMatrixTests(rig), IClassFixture<PostgresRig>;
