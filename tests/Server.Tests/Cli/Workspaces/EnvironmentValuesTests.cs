using System.Text.Json.Nodes;
using Pintle.Server.Cli;
using Pintle.Server.Cli.Workspaces;

namespace Pintle.Server.Tests.Cli.Workspaces;

public sealed class EnvironmentValuesTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["PINTLE_HOOK"] = "https://hook.example", ["EMPTY"] = "", ["NUMBER"] = "5" };

    [Fact]
    public void A_text_that_names_a_variable_becomes_its_value_and_nothing_else_changes()
    {
        var document = JsonNode.Parse("""{"a":"env.PINTLE_HOOK","b":["env.NUMBER","env.EMPTY"],"env.NUMBER":"x env.NUMBER","c":"env.a.b","d":"env.","e":"Env.NUMBER","f":"env.NUMBER\n","g":5,"h":null,"i":true}""");
        var before = document!.ToJsonString();

        var replaced = EnvironmentValues.Replace(document, Variables.GetValueOrDefault);

        Assert.True(JsonNode.DeepEquals(replaced, JsonNode.Parse(
            """{"a":"https://hook.example","b":["5",""],"env.NUMBER":"x env.NUMBER","c":"env.a.b","d":"env.","e":"Env.NUMBER","f":"env.NUMBER\n","g":5,"h":null,"i":true}""")), replaced!.ToJsonString());
        Assert.Equal(before, document.ToJsonString());
    }

    [Fact]
    public void All_missing_variables_are_named_at_once_with_their_places()
    {
        var document = JsonNode.Parse("""{"sources":[{"x":"env.LOST"},{"destinations":[{"config":{"key":"env.GONE","also":"env.LOST","fine":"env.NUMBER"}}]}]}""");

        var refused = Assert.Throws<RefusedException>(() => EnvironmentValues.Replace(document, Variables.GetValueOrDefault));

        Assert.Equal(
            "Environment variables are not set, and nothing was sent:\n  GONE (for sources[1].destinations[0].config.key)\n  LOST (for sources[0].x, sources[1].destinations[0].config.also)",
            refused.Message);
    }
}
