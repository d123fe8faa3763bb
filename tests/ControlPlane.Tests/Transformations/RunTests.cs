using System.Net;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Transformations;

/// <summary><c>/transformations/run</c>, on every database.</summary>
public abstract class RunTests(ControlRig rig)
{
    [Fact]
    public async Task Code_is_run_on_events_and_nothing_is_stored()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ran = (await shop.Editor.PostAsync("transformations/run", new
        {
            code = """
                import { twice } from 'mathTools';
                export function transformEvent(event, metadata) {
                  log('saw', event.n);
                  if (event.n === 1) throw new Error('no ones');
                  if (event.n === 2) return;
                  event.n = twice(event.n);
                  event.from = metadata(event).sourceId;
                  return event;
                }
                """,
            events = new[] { new { messageId = "a", n = 1 }, new { messageId = "b", n = 2 }, new { messageId = "c", n = 3 } },
            metadata = new { sourceId = "web" },
            libraries = new[] { new { importName = "mathTools", code = "export function twice(n) { return 2 * n; }" } },
        })).Must(HttpStatusCode.OK);
        Assert.Null(ran["error"]);
        Assert.Contains("no ones", ran["events"]![0]!["errors"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("""{"outputs":[],"errors":[]}""", ran["events"]![1]!.ToJsonString());
        Assert.Equal("""{"messageId":"c","n":6,"from":"web"}""", ran["events"]![2]!["outputs"]![0]!.ToJsonString());
        Assert.Equal(3, ran["logs"]!.AsArray().Count);

        // The clock of the tests stands.
        Assert.Equal(0, ran["milliseconds"]!.GetValue<double>());
        Assert.Empty((await shop.Viewer.GetAsync("transformations"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Code_that_cannot_be_run_says_why()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ran = (await shop.Editor.PostAsync("transformations/run", new { code = "export function transformEvent(", events = new[] { new { n = 1 } } })).Must(HttpStatusCode.OK);
        Assert.Contains("SyntaxError", ran.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_editors_run_code_and_are_told_all_that_is_wrong()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Viewer.PostAsync("transformations/run", new { code = "x", events = new[] { new { } } })).Must(HttpStatusCode.Forbidden);
        var refused = (await shop.Editor.PostAsync("transformations/run", new { code = "", language = "python", events = 1, metadata = 1 })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["code", "events", "language", "metadata"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
    }
}

public sealed class RunsOnSqlite(SqliteRig rig) : RunTests(rig), IClassFixture<SqliteRig>;

public sealed class RunsOnPostgres(PostgresRig rig) : RunTests(rig), IClassFixture<PostgresRig>;
