using System.Text.Json;

namespace Pintle.UserCode.Tests.Language;

public sealed class CryptoTests(ScriptEngine script) : IClassFixture<ScriptEngine>
{
    [Fact]
    public void Makes_random_UUIDs()
    {
        var made = JsonSerializer.Deserialize<string[]>(script.Json("Array.from({ length: 200 }, () => crypto.randomUUID())"))!;
        Assert.All(made, id => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
        Assert.Equal(200, made.Distinct().Count());
    }

    [Fact]
    public void Fills_an_array_with_every_value() =>
        Assert.Equal("256", script.Json("new Set(crypto.getRandomValues(new Uint8Array(16384))).size"));

    [Theory]
    [InlineData("(a => crypto.getRandomValues(a) === a)(new Uint32Array(4))", "true")]
    [InlineData("crypto.getRandomValues(new BigInt64Array(8)).some(n => n < 0n || n > 0xffffffffn)", "true")]
    [InlineData("(b => (crypto.getRandomValues(b.subarray(8, 24)), b.subarray(0, 8).every(n => n === 0) && b.subarray(24).every(n => n === 0) && b.some(n => n > 0)))(new Uint8Array(32))", "true")]
    [InlineData("crypto.getRandomValues(new Float64Array(1))", "TypeMismatchError: the argument is no array of integers")]
    [InlineData("crypto.getRandomValues([1])", "TypeMismatchError: the argument is no array of integers")]
    [InlineData("crypto.getRandomValues(new Uint8Array(65537))", "QuotaExceededError: more than 65536 bytes at once")]
    [InlineData("Object.prototype.toString.call(crypto)", "\"[object Crypto]\"")]
    public void Takes_arrays_of_integers(string expression, string expected) => Assert.Equal(expected, script.Json(expression));
}
