using Pintle.Server.Configuration;

namespace Pintle.Server.Tests.Configuration;

public sealed class ConfigurationEdgeTests
{
    [Theory]
    [InlineData("router.retryWindow", "999999999999d")]
    [InlineData("store.keep", "99999999999999999999999999999999h")]
    [InlineData("outbound.allow", "10.0.0.0/40")]
    [InlineData("gateway.maxRequestSize", "3GB")]
    [InlineData("gateway.maxRequestSize", "99999999999999999999GB")]
    [InlineData("gateway.maxRequestSize", "104857601")]
    public void A_value_out_of_reach_is_a_problem_not_a_crash(string key, string value)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load([], $"--{key}", value));
        Assert.Contains($"flag --{key}: {key} must be", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_place_of_the_file_is_a_problem_not_a_crash()
    {
        var refused = Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(Path.GetTempPath(), new Dictionary<string, string>(), []));
        Assert.Contains(Path.GetTempPath(), Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_strings_with_several_hosts_stay_whole_in_variables()
    {
        var options = Load(new() { ["PINTLE__STORE__KIND"] = "postgres", ["PINTLE__STORE__SHARDS"] = "Host=a,b;Database=one|Host=c,d;Database=two" });
        Assert.Equal(["Host=a,b;Database=one", "Host=c,d;Database=two"], options.Store.Shards);
    }

    [Theory]
    [InlineData("PINTLE__GATEWAY__PORT", "RSERVER_GATEWAY_WEB_PORT")]
    [InlineData("RSERVER_GATEWAY_WEB_PORT", "PINTLE__GATEWAY__PORT")]
    public void Our_own_variable_wins_over_the_accepted_one_in_any_order(string first, string second)
    {
        string Port(string name) => name.StartsWith("PINTLE", StringComparison.Ordinal) ? "1" : "2";
        var options = Load(new() { [first] = Port(first), [second] = Port(second) });
        Assert.Equal(1, options.Gateway.Port);
    }

    [Theory]
    [InlineData("gateway.host", "localhost:8080", "must be an address of this machine")]
    [InlineData("control.host", "", "must be an address of this machine")]
    [InlineData("workspace.backend", "example.com:8080", "must be an http or https address")]
    [InlineData("dataDirectory", "", "must not be empty")]
    [InlineData("gateway", "5", "must be a section with keys such as gateway.host")]
    [InlineData("Router.retryTimeWindw", "180", "did you mean \"Router.retryTimeWindow\"?")]
    public void What_can_only_fail_later_is_refused_at_the_start(string key, string value, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load([], $"--{key}", value));
        Assert.Contains(expected, Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Contains(key, refused.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- a\n- b\n", "line 1: there must be keys with values here")]
    [InlineData("only words\n", "line 1: there must be keys with values here")]
    [InlineData("gateway:\n  port: 1\n---\ngatewy: 1\n", "line 4: a second document begins")]
    public void A_file_of_another_shape_is_refused_with_its_place(string yaml, string expected)
    {
        var file = Path.Combine(Path.GetTempPath(), $"pintle-{Guid.CreateVersion7()}.yaml");
        File.WriteAllText(file, yaml);
        try
        {
            var refused = Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(file, new Dictionary<string, string>(), []));
            Assert.Contains(expected, Assert.Single(refused.Problems), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_variable_with_one_underscore_is_refused_and_one_that_others_made_is_not()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load(new() { ["PINTLE_GATEWAY__PORT"] = "1", ["PINTLE_PORT_8080_TCP_PORT"] = "8080" }));
        Assert.Equal(["environment variable PINTLE_GATEWAY__PORT: did you mean \"PINTLE__GATEWAY__PORT\", with two underscores?"], refused.Problems);
        Assert.Equal(7, Load(new() { ["pintle__gateway__port"] = "7" }).Gateway.Port);
    }

    [Fact]
    public void A_variables_problem_names_the_key_as_the_reference_does()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load(new() { ["PINTLE__GATEWAY__PORT"] = "x", ["RSERVER_ROUTER_HTTP_TIMEOUT"] = "x" }));
        Assert.StartsWith("environment variable RSERVER_ROUTER_HTTP_TIMEOUT: Router.httpTimeout must be", refused.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("environment variable PINTLE__GATEWAY__PORT: gateway.port must be", refused.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_without_postgres_are_refused()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load([], "--store.shards", "Host=db"));
        Assert.Contains("store.kind", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    private static PintleOptions Load(Dictionary<string, string> environment, params string[] flags) => ConfigurationLoader.Load(null, environment, flags);
}
