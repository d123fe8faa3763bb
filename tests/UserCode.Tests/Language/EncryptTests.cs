using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pintle.UserCode.Tests.Language;

public sealed class EncryptTests : IClassFixture<ScriptEngine>
{
    private static readonly RSA Key = RSA.Create(2048);

    private readonly ScriptEngine script;

    public EncryptTests(ScriptEngine script) => (this.script = script).Import("encrypt.v1", "rsa");

    [Theory]
    [InlineData(1024)]
    [InlineData(1536)]
    [InlineData(2048)]
    [InlineData(3072)]
    [InlineData(4096)]
    public void Writes_what_others_read_and_reads_what_they_write(int bits)
    {
        using var key = RSA.Create(bits);
        foreach (var text in (string[])["", "a", "someone@example.com", "é€😀", new string('x', bits / 8 - 11)])
        {
            var ours = Text(Encrypt(key.ExportSubjectPublicKeyInfoPem(), text));
            Assert.Equal(text, Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(ours), RSAEncryptionPadding.Pkcs1)));
            var theirs = Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(text), RSAEncryptionPadding.Pkcs1));
            Assert.Equal(text, Text(Decrypt(key.ExportPkcs8PrivateKeyPem(), theirs)));
        }
    }

    [Fact]
    public void Knows_every_form_of_a_key()
    {
        foreach (var open in (string[])[Key.ExportSubjectPublicKeyInfoPem(), Key.ExportRSAPublicKeyPem(), Key.ExportPkcs8PrivateKeyPem(), $"\n{Key.ExportRSAPrivateKeyPem().ReplaceLineEndings("\r\n")}\n"])
        {
            var secret = Text(Encrypt(open, "hello"));
            Assert.Equal("hello", Encoding.UTF8.GetString(Key.Decrypt(Convert.FromBase64String(secret), RSAEncryptionPadding.Pkcs1)));
            foreach (var closed in (string[])[Key.ExportPkcs8PrivateKeyPem(), Key.ExportRSAPrivateKeyPem(), Convert.ToBase64String(Key.ExportRSAPrivateKey())])
            {
                Assert.Equal("hello", Text(Decrypt(closed, secret)));
            }
        }
    }

    [Fact]
    public void Pads_with_other_bytes_each_time() => Assert.NotEqual(Encrypt(Key.ExportRSAPublicKeyPem(), "x"), Encrypt(Key.ExportRSAPublicKeyPem(), "x"));

    [Fact]
    public void Gives_the_public_key() => Assert.Equal(
        Key.ExportSubjectPublicKeyInfoPem(), Text(script.Json($"(k => (k.setPrivateKey({ScriptEngine.Literal(Key.ExportRSAPrivateKeyPem())}), k.getPublicKey()))(new rsa.JSEncrypt())")));

    [Fact]
    public void Answers_false_to_what_cannot_be()
    {
        using var other = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var secret = Text(Encrypt(Key.ExportRSAPublicKeyPem(), "x"));
        Assert.Equal("false", Encrypt(Key.ExportRSAPublicKeyPem(), new string('x', 246)));
        Assert.Equal("false", Encrypt("no key", "x"));
        Assert.Equal("false", Encrypt(curve.ExportSubjectPublicKeyInfoPem(), "x"));
        Assert.Equal("false", Encrypt(Key.ExportRSAPublicKeyPem()[..200], "x"));
        Assert.Equal("false", Decrypt(Key.ExportRSAPublicKeyPem(), secret));
        Assert.Equal("false", Decrypt(other.ExportRSAPrivateKeyPem(), secret));
        Assert.Equal("false", Decrypt(Key.ExportRSAPrivateKeyPem(), "*"));
        Assert.Equal("[false,false,false]", script.Json("(k => [k.encrypt('x'), k.decrypt('x'), k.getPublicKey()])(new rsa.JSEncrypt())"));
    }

    private static string Text(string json) => JsonSerializer.Deserialize<string>(json)!;

    private string Encrypt(string key, string text) => script.Json($"(k => (k.setKey({ScriptEngine.Literal(key)}), k.encrypt({ScriptEngine.Literal(text)})))(new rsa.JSEncrypt())");

    private string Decrypt(string key, string text) => script.Json($"(k => (k.setKey({ScriptEngine.Literal(key)}), k.decrypt({ScriptEngine.Literal(text)})))(new rsa.JSEncrypt())");
}
