using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

public sealed class JsonFlattenTests
{
    [Theory]
    [InlineData("""{"a":{"b":{"c":1}},"d":2}""", """{"a.b.c":1,"d":2}""")]
    [InlineData("""{"a":[1,{"b":2},[3]]}""", """{"a[0]":1,"a[1].b":2,"a[2][0]":3}""")]
    [InlineData("""{"a":{},"b":[],"c":null,"d":"","e":false}""", """{"a":{},"b":[],"c":null,"d":"","e":false}""")]
    [InlineData("""{"a.b":1,"a":{"b":2}}""", """{"a.b":2}""")]
    [InlineData("""{"__proto__":{"x":1},"":{"y":2,"":3}}""", """{"__proto__.x":1,".y":2,".":3}""")]
    [InlineData("""{"":1}""", """{"":1}""")]
    [InlineData("""[1,{"a":2}]""", """{"[0]":1,"[1].a":2}""")]
    [InlineData("{}", "{}")]
    [InlineData("\"text\"", "{}")]
    public void Nested_members_lie_in_one_level(string nested, string flat)
    {
        Assert.Equal(flat, ((JsValue)JsonFlatten.Flat(Given.Json(nested))).ToJson());
        Assert.Equal(flat, ((JsValue)JsonFlatten.Flat(Given.Made(Given.Json(nested)))).ToJson());
    }

    [Fact]
    public void Arrays_can_stay_and_another_separator_be_used() =>
        Assert.Equal("""{"a_b":[{"c":1}],"d":[]}""", ((JsValue)JsonFlatten.Flat(Given.Json("""{"a":{"b":[{"c":1}]},"d":[]}"""), "_", keepArrays: true)).ToJson());
}
