using System.Security.Cryptography;
using System.Text;

namespace Pintle.UserCode.Tests.Language;

public sealed class HashTests : IClassFixture<ScriptEngine>
{
    private readonly ScriptEngine script;

    public HashTests(ScriptEngine script) => (this.script = script).Import("hash.v1", "hash");

    // Around the ends of blocks.
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 4).Concat(Enumerable.Range(54, 13)).Concat(Enumerable.Range(118, 12)).Append(1000).Append(100_003)];

    [Theory, MemberData(nameof(Lengths))]
    public void Agrees_with_the_platform(int length)
    {
        var random = new Random(length);
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => char.ConvertFromUtf32("aZ9 é€😀".EnumerateRunes().ElementAt(random.Next(7)).Value)));
        foreach (var candidate in (string[])[text, new string('a', length)])
        {
            var bytes = Encoding.UTF8.GetBytes(candidate);
            Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"", script.Json($"hash.sha256({ScriptEngine.Literal(candidate)})"));
#pragma warning disable CA5351 // It is what is tested.
            Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData(bytes))}\"", script.Json($"hash.md5({ScriptEngine.Literal(candidate)})"));
#pragma warning restore CA5351
        }
    }

    [Theory]
    [InlineData("hash.sha256(new Uint8Array([97, 98, 99])) === hash.sha256('abc')", "true")]
    [InlineData("hash.sha256(new Uint8Array([97, 98, 99]).buffer) === hash.sha256('abc')", "true")]
    [InlineData("hash.md5(new Uint8Array([0, 97, 98, 99]).subarray(1)) === hash.md5('abc')", "true")]
    [InlineData("hash.sha256(123) === hash.sha256('123')", "true")]
    [InlineData("hash.sha256(undefined)", "TypeError: undefined can't be hashed")]
    [InlineData("hash.md5(null)", "TypeError: null can't be hashed")]
    [InlineData("hash.cyrb53('a')", "7929297801672961")]
    [InlineData("hash.cyrb53('revenge')", "4051478007546757")]
    [InlineData("hash.cyrb53('a', 1)", "5368154436228575")]
    [InlineData("parseInt(hash.cyrb53('user-1'), 10) === hash.cyrb53('user-1')", "true")]
    public void Takes_text_bytes_and_numbers(string expression, string expected) => Assert.Equal(expected, script.Json(expression));

    [Fact]
    public void Spreads_evenly_over_buckets() => Assert.Equal(
        "true", script.Json("(n => n.every(x => x > 850 && x < 1150))(Array.from({ length: 10000 }, (_, i) => hash.cyrb53(`user-${i}`) % 10).reduce((n, b) => (n[b]++, n), Array(10).fill(0)))"));
}
