using System.Text.Json;
using Pintle.UserCode.Comparing;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Tests.Comparing;

public sealed class BatchComparisonTests
{
    [Fact]
    public void Tells_for_each_event_what_is_different()
    {
        var before = Result(Out(0, """{"a":1}"""), Out(1, """{"a":1}"""), Out(2, """{"a":1}"""), Out(3, """{"a":1}"""), Bad(5, "e"), Bad(6, "e"), Bad(7, "e"));
        var after = Result(Out(0, """{"a":1}"""), Out(1, """{"a":2}"""), Out(2, """{"a":1}"""), Out(2, """{"a":1}"""), Out(4, """{"a":1}"""), Out(5, """{"a":1}"""), Bad(6, "e"), Bad(7, "f"), Bad(8, "g"));
        var found = BatchComparison.Of(before, after, 9).ToList();
        Assert.Equal([Change.None, Change.Outputs, Change.Outputs, Change.LeftOut, Change.LetIn, Change.Mended, Change.None, Change.Error, Change.Fails], found.Select(f => f.Change));
        Assert.Equal("a", found[1].Changes.Single().Path);
        Assert.Equal("[1]", found[2].Changes.Single().Path);
        Assert.Equal(("", "g"), (found[8].Before, found[8].After));
    }

    [Fact]
    public void An_error_of_the_batch_is_each_event_s_that_has_nothing_of_its_own()
    {
        var found = BatchComparison.Of(Result(Out(0, "{}"), Out(1, "{}")), Result(Out(0, "{}"), Bad(-1, "not an array")), 2).ToList();
        Assert.Equal([Change.None, Change.Fails], found.Select(f => f.Change));
        Assert.Equal("not an array", found[1].After);
    }

    private static BatchResult Result(params BatchItem[] items) => new(items, []);

    private static BatchItem Out(int input, string json) => new(input, JsonElement.Parse(json), "");

    private static BatchItem Bad(int input, string error) => new(input, default, error);
}
