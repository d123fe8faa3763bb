using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.Server.Cli.Workspaces;
using YamlDotNet.Core;

namespace Pintle.Server.Tests.Cli.Workspaces;

public sealed class YamlTextTests
{
    [Fact]
    public void Documents_read_well_and_code_is_a_block() => Assert.Equal(
        """
        name: My shop
        url: https://shop.example/hook
        enabled: true
        limit: 5
        none: null
        zip: "0123"
        answer: "no"
        quoted: "5"
        code: |
          export function transformEvent(event) {
            return event;
          }
        list:
          - a
          - b: []
            c: {}

        """,
        YamlText.Write(JsonElement.Parse(
            """
            {"name":"My shop","url":"https://shop.example/hook","enabled":true,"limit":5,"none":null,"zip":"0123","answer":"no","quoted":"5",
             "code":"export function transformEvent(event) {\n  return event;\n}\n","list":["a",{"b":[],"c":{}}]}
            """)));

    [Theory]
    [InlineData("""{"a":["1","1.0","-0","1e5","true","True","null","~","","yes","Off","0x1f","1_000","12:30","2026-01-01",".inf","<<","=","- a","a: b","a #b","#a","&a","*a","!a","%a","@a","`a`","[a","{a","? a"," a","a ","a:","'a'","\"a\"","---","..."]}""")]
    [InlineData("""[0,-0,1.0,1.10,1e5,1E-7,123456789012345678901234567890,-12.5e+300,true,false,null,"",[],{},[[]],[{}]]""")]
    [InlineData("""["a\nb","a\nb\n","a\n\n\nb\n\n","\na"," a\nb","a \nb ","a\n b","a\r\nb","\n","\t\na","a\n\tb","a\n   \nb","a\u0000b\nc","a\u0085b\nc","a\u2028b\nc","\ud83d\ude00\nb","é\nü","#\n---\nb","a\n---\n...\nb"]""")]
    [InlineData("""{"":1,"a b":1,"1":1,"true":1,"null":1,"a\nb":1,"a: b":1,"<<":{},"~":1,"é😀":1,"- x":{"a":[]}}""")]
    [InlineData("\"text\"")]
    [InlineData("\"two\\nlines\\n\"")]
    [InlineData("5")]
    public void What_is_written_is_read_as_the_same(string json) => AssertSame(json);

    [Fact]
    public void Whatever_is_written_is_read_as_the_same()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var node = Random(new Random(seed), depth: 0);
            AssertSame(node?.ToJsonString() ?? "null");
        }
    }

    [Fact]
    public void Long_lines_and_long_keys_stay_in_one_piece()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 2_000));
        AssertSame(new JsonObject { ["plain"] = words, ["quoted"] = $"- {words}", ["block"] = $"{words}\n{words}", [words] = 1 }.ToJsonString());
    }

    [Theory]
    [InlineData("a: 007", "\"007\"")]
    [InlineData("a: 1_000", "\"1_000\"")]
    [InlineData("a: 1.50", "1.50")]
    [InlineData("a: yes", "\"yes\"")]
    [InlineData("a: True", "true")]
    [InlineData("a:", "null")]
    [InlineData("a: !!str 5", "\"5\"")]
    [InlineData("a: '5'", "\"5\"")]
    [InlineData("a: 2026-01-01", "\"2026-01-01\"")]
    [InlineData("b: &x {c: 1}\na: *x", "{\"c\":1}")]
    [InlineData("a: >-\n  one\n  two", "\"one two\"")]
    public void What_people_write_is_what_they_mean(string yaml, string expected) => Assert.Equal(expected, YamlText.Read(yaml)!["a"]?.ToJsonString() ?? "null");

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", "twice|uplicate", 3)]
    [InlineData("a: &x\n  b: 1\nc:\n  <<: *x", "Merge keys", 4)]
    [InlineData("a: 1\n---\nb: 2", "second document", 3)]
    [InlineData("[a]: 1", "key must be text", 1)]
    [InlineData("a: 1\nb: c: d", "", 2)]
    public void What_JSON_can_not_say_is_refused_with_its_line(string yaml, string expected, long line)
    {
        var refused = Assert.ThrowsAny<YamlException>(() => YamlText.Read(yaml));
        Assert.Matches(expected, refused.Message);
        Assert.Equal(line, refused.Start.Line);
    }

    [Fact]
    public void Nesting_has_an_end() => Assert.ThrowsAny<YamlException>(() => YamlText.Read(string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100))));

    private static void AssertSame(string json)
    {
        var yaml = YamlText.Write(JsonElement.Parse(json));
        var read = YamlText.Read(yaml)?.ToJsonString() ?? "null";
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(read)), $"{json}\n{yaml}\n{read}");
    }

    private static JsonNode? Random(Random random, int depth) => random.Next(depth > 4 ? 4 : 8) switch
    {
        0 => JsonValue.Create(random.Next(-1_000, 1_000)),
        1 => JsonValue.Create(random.NextDouble() * 1e6),
        2 => random.Next(3) switch { 0 => null, 1 => JsonValue.Create(true), _ => JsonValue.Create(false) },
        3 or 4 => JsonValue.Create(Text(random)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Random(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(_ => Text(random)).Distinct().Select(name => KeyValuePair.Create(name, Random(random, depth + 1)))),
    };

    private static string Text(Random random)
    {
        const string Odd = "ab1.:-# \n\n\n\t\r'\"\\{}[],&*!|>%@`~=<?/_é\u0001\u0085\u00A0\u2028\uFEFFnull";
        return string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => random.Next(40) == 0 ? "😀" : Odd[random.Next(Odd.Length)].ToString()));
    }
}
