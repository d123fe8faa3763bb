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

    // RFC 8439, A.1, test vectors 1 and 2
    [Fact]
    public void Random_bytes_are_the_keystream_of_ChaCha20()
    {
        using var zeroes = new ScriptEngine(new string('\0', 32));
        Assert.Equal(
            "\"76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
            + "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f\"",
            zeroes.Json("Array.from(crypto.getRandomValues(new Uint8Array(128)), b => b.toString(16).padStart(2, '0')).join('')"));
    }

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
