using Pintle.Server.Cli.Workspaces;

namespace Pintle.Server.Tests.Cli.Workspaces;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nb\nc\n", "…")]
    [InlineData("", "a\nb", "+ a|+ b")]
    [InlineData("a\nb", "", "- a|- b")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8", "1\n2\n3\n4\nfive\n6\n7\n8", "…|  3|  4|- 5|+ five|  6|  7|…")]
    [InlineData("a\nb\nc\nd", "a\nc\nx\nd", "  a|- b|  c|+ x|  d")]
    public void Shows_what_is_gone_and_what_is_new_with_a_little_around_it(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', LineDiff.Of(before, after)));
}
