using System.Text.Json;
using Pintle.UserCode.Comparing;

namespace Pintle.UserCode.Tests.Comparing;

public sealed class JsonChangeTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "")]
    [InlineData("""{"a":{"b":[1,2]}}""", """{"a":{"b":[1,3,4]}}""", "a.b[1]: 2 → 3; a.b[2]: nothing → 4")]
    [InlineData("""{"a":1,"b":null}""", """{"a":"1"}""", "a: 1 → \"1\"; b: null → nothing")]
    [InlineData("""{"a":1}""", """{"b":1,"a":1}""", "b: nothing → 1")]
    [InlineData("[]", "{}", ": [] → {}")]
    [InlineData("""[{"x":1},2]""", """[{"x":2}]""", "[0].x: 1 → 2; [1]: 2 → nothing")]
    public void Says_what_is_different_and_where(string before, string after, string expected) => Assert.Equal(
        expected, string.Join("; ", JsonChange.Between(JsonElement.Parse(before), JsonElement.Parse(after))
            .Select(c => $"{c.Path}: {c.Before?.GetRawText() ?? "nothing"} → {c.After?.GetRawText() ?? "nothing"}")));

    [Fact]
    public void Says_no_more_than_it_is_asked_for()
    {
        var many = JsonSerializer.SerializeToElement(Enumerable.Range(0, 100));
        var others = JsonSerializer.SerializeToElement(Enumerable.Range(1, 150));
        Assert.Equal(20, JsonChange.Between(many, others).Count);
        var members = JsonSerializer.SerializeToElement(Enumerable.Range(0, 100).ToDictionary(n => $"m{n}"));
        Assert.Equal(3, JsonChange.Between(members, JsonElement.Parse("{}"), most: 3).Count);
        Assert.Equal(3, JsonChange.Between(JsonElement.Parse("{}"), members, most: 3).Count);
    }
}
