namespace Pintle.UserCode.Tests.Language;

public sealed class TextCodingTests(ScriptEngine script) : IClassFixture<ScriptEngine>
{
    [Theory]
    [InlineData("''", "[]")]
    [InlineData("'aé'", "[97,195,169]")]
    [InlineData("'€'", "[226,130,172]")]
    [InlineData("'😀'", "[240,159,152,128]")]
    [InlineData("'\\u0000\\u007f\\u0080\\u07ff\\u0800\\uffff'", "[0,127,194,128,223,191,224,160,128,239,191,191]")]
    [InlineData("'\\ud83d'", "[239,191,189]")]
    [InlineData("'\\ude00a\\ud83d'", "[239,191,189,97,239,191,189]")]
    [InlineData("undefined", "[]")]
    [InlineData("12", "[49,50]")]
    public void Encodes(string text, string bytes) => Assert.Equal(bytes, script.Json($"[...new TextEncoder().encode({text})]"));

    [Theory]
    [InlineData("'aé😀', 7", """[{"read":4,"written":7},97,195,169,240,159,152,128]""")]
    [InlineData("'aé😀', 6", """[{"read":2,"written":3},97,195,169,0,0,0]""")]
    [InlineData("'é', 1", """[{"read":0,"written":0},0]""")]
    [InlineData("'\\ud800', 3", """[{"read":1,"written":3},239,191,189]""")]
    public void Encodes_into_what_is_there(string arguments, string expected) => Assert.Equal(
        expected, script.Json($"((text, size) => {{ const b = new Uint8Array(size); return [new TextEncoder().encodeInto(text, b), ...b]; }})({arguments})"));

    [Theory]
    [InlineData("", "")]
    [InlineData("61 C3 A9 F0 9F 98 80", "aé😀")]
    [InlineData("00 7F C2 80 DF BF E0 A0 80 EF BF BF F4 8F BF BF", "\0\u007f\u0080\u07ff\u0800\uffff\U0010ffff")]
    [InlineData("EF BB BF 61", "a")]
    [InlineData("61 EF BB BF", "a\ufeff")]
    [InlineData("FF", "�")]
    [InlineData("80 BF", "��")]
    [InlineData("C0 AF", "��")]
    [InlineData("C1 BF", "��")]
    [InlineData("E0 80 AF", "���")]
    [InlineData("E0 9F BF", "���")]
    [InlineData("F0 8F BF BF", "����")]
    [InlineData("F0 80 80 AF", "����")]
    [InlineData("ED A0 80", "���")]
    [InlineData("ED BF BF", "���")]
    [InlineData("F4 90 80 80", "����")]
    [InlineData("F5 80 80 80", "����")]
    [InlineData("F8 88 80 80 80", "�����")]
    [InlineData("C3", "�")]
    [InlineData("E2 82", "�")]
    [InlineData("F0 9F 98", "�")]
    [InlineData("C3 61", "�a")]
    [InlineData("E2 82 61", "�a")]
    [InlineData("F0 9F 98 61", "�a")]
    [InlineData("E2 C3 A9", "�é")]
    [InlineData("F0 9F F0 9F 98 80", "�😀")]
    [InlineData("61 F1 80 80 E1 80 C2 62 80 63 80 BF 64", "a���b�c��d")]
    public void Decodes_and_replaces_what_is_broken(string hex, string text)
    {
        Assert.Equal(ScriptEngine.Literal(text), ScriptEngine.Literal(System.Text.Json.JsonSerializer.Deserialize<string>(script.Json($"new TextDecoder().decode({Bytes(hex)})"))));
        var isBroken = text.Contains('�', StringComparison.Ordinal);
        Assert.Equal(isBroken ? "TypeError: the bytes are not UTF-8" : "0", script.Json($"new TextDecoder('utf-8', {{ fatal: true }}).decode({Bytes(hex)}) && 0 || 0"));
        // Cut anywhere, it is the same text.
        Assert.Equal("[]", script.Json(
            $$"""
            (bytes => [...bytes.keys()].filter(i => {
              const d = new TextDecoder();
              return d.decode(bytes.subarray(0, i), { stream: true }) + d.decode(bytes.subarray(i), { stream: true }) + d.decode() !== new TextDecoder().decode(bytes);
            }))({{Bytes(hex)}})
            """));
    }

    [Theory]
    [InlineData("new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 97])).length", "2")]
    [InlineData("['utf8', ' UTF-8\\n', 'unicode-1-1-utf-8'].map(l => new TextDecoder(l).encoding)", """["utf-8","utf-8","utf-8"]""")]
    [InlineData("(d => [d.encoding, d.fatal, d.ignoreBOM])(new TextDecoder())", """["utf-8",false,false]""")]
    [InlineData("new TextEncoder().encoding", "\"utf-8\"")]
    [InlineData("new TextDecoder('latin1')", "RangeError: the encoding latin1 is not known here; only utf-8 is")]
    [InlineData("new TextDecoder().decode(new Uint16Array([0x6161]).buffer)", "\"aa\"")]
    [InlineData("new TextDecoder().decode(new DataView(new Uint8Array([97, 98, 99]).buffer, 1, 1))", "\"b\"")]
    [InlineData("new TextDecoder().decode(new Uint8Array([97, 98, 99]).subarray(1))", "\"bc\"")]
    [InlineData("new TextDecoder().decode('a')", "TypeError: the input is neither an ArrayBuffer nor a view on one")]
    [InlineData("new TextEncoder().encodeInto('a', [])", "TypeError: the target is no Uint8Array")]
    [InlineData("new TextDecoder().decode(new TextEncoder().encode('é'.repeat(20000))) === 'é'.repeat(20000)", "true")]
    public void Is_what_browsers_have(string expression, string expected) => Assert.Equal(expected, script.Json(expression));

    private static string Bytes(string hex) => hex.Length == 0 ? "new Uint8Array(0)" : $"new Uint8Array([{string.Join(',', hex.Split(' ').Select(b => $"0x{b}"))}])";
}
