using Pintle.Server.Cli;
using Pintle.Server.Cli.Workspaces;

namespace Pintle.Server.Tests.Cli.Workspaces;

public sealed class LogInTests
{
    private static readonly LogIn Kept = new("http://kept:1", "kept-token", "kept-workspace");

    [Fact]
    public void Options_come_before_the_environment_and_that_before_what_is_kept()
    {
        var variables = new Dictionary<string, string> { ["PINTLE_SERVER"] = "http://variable:1/", ["PINTLE_TOKEN"] = "variable-token", ["PINTLE_WORKSPACE"] = "variable-workspace" };

        Assert.Equal(Kept, LogIn.Find(null, null, null, _ => null, Kept));
        Assert.Equal(new LogIn("http://variable:1", "variable-token", "variable-workspace"), LogIn.Find(null, null, null, variables.GetValueOrDefault, Kept));
        Assert.Equal(new LogIn("http://option:1", "option-token", "option-workspace"), LogIn.Find("http://option:1", "option-token", "option-workspace", variables.GetValueOrDefault, Kept));
        Assert.Equal(Kept with { WorkspaceId = "other" }, LogIn.Find("http://kept:1/", null, "other", _ => "", Kept));
    }

    [Fact]
    public void A_token_is_never_shown_to_another_server_than_the_one_it_is_kept_for()
    {
        var refused = Assert.Throws<RefusedException>(() => LogIn.Find("http://other:1", null, null, _ => null, Kept));
        Assert.Equal("There is no token for http://other:1. Log in with pintle login --server http://other:1, or set PINTLE_TOKEN.", refused.Message);
        Assert.DoesNotContain("kept-token", Kept.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_token_is_not_taken_to_be_of_the_workspace_that_is_kept() =>
        Assert.Null(LogIn.Find(null, "option-token", null, _ => null, Kept).WorkspaceId);

    [Theory]
    [InlineData("localhost:8081")]
    [InlineData("ftp://x")]
    [InlineData("http://user:secret@x")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused(string server) => Assert.Throws<RefusedException>(() => LogIn.Address(server));
}
