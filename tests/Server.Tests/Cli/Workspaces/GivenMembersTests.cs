using System.Text.Json.Nodes;
using Pintle.Server.Cli;
using Pintle.Server.Cli.Workspaces;

namespace Pintle.Server.Tests.Cli.Workspaces;

public sealed class GivenMembersTests
{
    [Fact]
    public void Members_are_put_by_their_paths_and_values_that_are_JSON_are_that()
    {
        var body = GivenMembers.Put(
            new JsonObject { ["name"] = "old", ["settings"] = new JsonObject { ["kept"] = 1 } },
            ["name=My shop", "enabled=false", "settings.url=https://x.example/?a=b", "settings.rows=[{\"from\":\"a\"}]", "settings.deep.er=5", "code=\"5\"", "gone=null", "empty="]);

        Assert.True(JsonNode.DeepEquals(body, JsonNode.Parse(
            """{"name":"My shop","enabled":false,"settings":{"kept":1,"url":"https://x.example/?a=b","rows":[{"from":"a"}],"deep":{"er":5}},"code":"5","gone":null,"empty":""}""")), body.ToJsonString());
    }

    [Theory]
    [InlineData("name")]
    [InlineData("=x")]
    [InlineData("a..b=x")]
    [InlineData("name.first=x")]
    public void What_has_another_form_is_refused(string member) => Assert.Throws<RefusedException>(() => GivenMembers.Put(new JsonObject { ["name"] = "text" }, [member]));
}
