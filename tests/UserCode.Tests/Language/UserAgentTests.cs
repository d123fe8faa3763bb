using System.Text.Json;

namespace Pintle.UserCode.Tests.Language;

public sealed class UserAgentTests : IClassFixture<ScriptEngine>
{
    private readonly ScriptEngine script;

    public UserAgentTests(ScriptEngine script) => (this.script = script).Import("userAgentParser.v1", "agents");

    // The text; then browser, engine, system, device and processor, their fields apart by |.
    public static TheoryData<string, string, string, string, string, string> Agents => [.. ScriptEngine.Cases("user-agents.json").Select(row =>
        (row[0].GetString()!, row[1].GetString()!, row[2].GetString()!, row[3].GetString()!, row[4].GetString()!, row[5].GetString()!))];

    [Theory, MemberData(nameof(Agents))]
    public void Tells_what_is_behind_a_user_agent(string agent, string browser, string engine, string system, string device, string processor)
    {
        var result = JsonDocument.Parse(script.Json($"new agents.UAParser().setUA({ScriptEngine.Literal(agent)}).getResult()")).RootElement;
        Assert.Equal(agent, result.GetProperty("ua").GetString());
        Assert.Equal(browser, Fields(result, "browser", "name", "version", "major"));
        Assert.Equal(engine, Fields(result, "engine", "name", "version"));
        Assert.Equal(system, Fields(result, "os", "name", "version"));
        Assert.Equal(device, Fields(result, "device", "vendor", "model", "type"));
        Assert.Equal(processor, Fields(result, "cpu", "architecture"));
    }

    [Theory]
    [InlineData("new agents.UAParser('curl/8.5.0').getBrowser()", """{"name":"curl","version":"8.5.0","major":"8"}""")]
    [InlineData("new agents.default().getResult()", """{"ua":"","browser":{},"engine":{},"os":{},"device":{},"cpu":{}}""")]
    [InlineData("new agents.UAParser().setUA(undefined).getResult().ua", "\"\"")]
    [InlineData("Object.keys(new agents.UAParser().getResult())", """["ua","browser","engine","os","device","cpu"]""")]
    [InlineData("new agents.UAParser().setUA('x'.repeat(1e6) + 'Chrome/1').getUA().length", "500")]
    public void Has_the_shape_that_people_know(string expression, string expected) => Assert.Equal(expected, script.Json(expression));

    private static string Fields(JsonElement result, string part, params string[] names) => string.Join('|', names.Select(name =>
        result.GetProperty(part).TryGetProperty(name, out var value) ? value.GetString() : "")).TrimEnd('|');
}
