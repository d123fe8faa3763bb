using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

public sealed class JsObjectTests
{
    [Fact]
    public void Members_stay_in_the_order_in_which_they_were_first_set()
    {
        var made = new JsObject { { "b", 1 }, { "2", 2 }, { "a", 3 }, { "b", 4 } };
        Assert.Equal("""{"b":4,"2":2,"a":3}""", Text(made));
    }

    [Fact]
    public void Setting_undefined_removes_and_setting_null_does_not()
    {
        var made = new JsObject { ["a"] = 1, ["b"] = 2, ["c"] = JsValue.Undefined };
        made["a"] = JsValue.Undefined;
        made["b"] = JsValue.Null;
        Assert.Equal("""{"b":null}""", Text(made));
        Assert.True(made.Has("b"));
        Assert.False(made.Has("a"));
    }

    [Fact]
    public void Objects_that_outgrow_their_room_share_nothing()
    {
        var made = Enumerable.Range(0, 40).Select(size =>
        {
            var one = new JsObject();
            for (var i = 0; i < size; i++)
            {
                one[$"m{i}"] = (size * 100) + i;
            }

            return one;
        }).ToList();
        Assert.All(made.Index(), one => Assert.Equal(Enumerable.Range(0, one.Index).Select(i => $"m{i}={(one.Index * 100) + i}"), one.Item.Select(m => $"{m.Key}={m.Value}")));
    }

    [Theory]
    [InlineData("a.b.c", """{"a":{"x":0,"b":{"c":1}},"text":"t","list":[1]}""")]
    [InlineData("text.b", """{"a":{"x":0},"text":{"b":1},"list":[1]}""")]
    [InlineData("list.0", """{"a":{"x":0},"text":"t","list":{"0":1}}""")]
    [InlineData("__proto__.polluted", """{"a":{"x":0},"text":"t","list":[1],"__proto__":{"polluted":1}}""")]
    [InlineData("new", """{"a":{"x":0},"text":"t","list":[1],"new":1}""")]
    public void A_path_makes_objects_on_its_way(string path, string json)
    {
        var original = Given.Json("""{"a":{"x":0},"text":"t","list":[1]}""");
        var made = original.ToObject();
        made.SetAt(path, 1);
        Assert.Equal(json, Text(made));
        Assert.Equal("1", made.Find(path).ToString());
        Assert.Equal("""{"a":{"x":0},"text":"t","list":[1]}""", original.ToJson());
    }

    [Fact]
    public void A_path_is_left_alone_when_the_value_is_undefined()
    {
        var made = new JsObject { ["a"] = 1 };
        made.SetAt("a", JsValue.Undefined);
        made.SetAt("b.c", JsValue.Undefined);
        Assert.Equal("""{"a":1}""", Text(made));
    }

    [Fact]
    public void Owning_a_part_leaves_the_event_and_copies_alone()
    {
        var e = Given.Json("""{"traits":{"plan":"pro"},"tags":["a"]}""");
        var (one, other) = (e.ToObject(), e.ToObject());
        one.Own("traits")["plan"] = "free";
        one.OwnArray("tags").Add("b");
        Assert.Same(one.Own("traits"), one.Own("traits"));
        Assert.Equal("""{"traits":{"plan":"free"},"tags":["a","b"]}""", Text(one));
        Assert.Equal("""{"traits":{"plan":"pro"},"tags":["a"]}""", Text(other));
    }

    [Fact]
    public void Many_members_are_found_after_any_change()
    {
        var random = new Random(Given.Seed);
        var (made, model) = (new JsObject(), new List<(string Name, double Value)>());
        for (var i = 0; i < 20_000; i++)
        {
            var name = $"m{random.Next(60)}";
            var at = model.FindIndex(m => m.Name == name);
            switch (random.Next(8))
            {
                case 0:
                    Assert.Equal(at >= 0, made.Remove(name));
                    model.RemoveAll(m => m.Name == name);
                    break;
                case 1:
                    var least = random.Next(i + 1) / 4.0;
                    made.Keep((_, value) => value.AsNumber() >= least);
                    model.RemoveAll(m => m.Value < least);
                    break;
                case 2:
                    Assert.Equal(at >= 0 ? model[at].Value : null, made[name].AsNumber());
                    break;
                default:
                    made[name] = i;
                    model = at >= 0 ? [.. model.Select(m => m.Name == name ? (name, i) : m)] : [.. model, (name, i)];
                    break;
            }

            Assert.True(model.SequenceEqual(made.Select(m => (m.Key, m.Value.AsNumber()!.Value))), $"seed {Given.Seed}, step {i}");
        }
    }

    [Fact]
    public void Objects_are_joined_by_replacing_or_by_adding_what_is_missing()
    {
        var other = Given.Json("""{"a":9,"b":2}""");
        Assert.Equal("""{"a":9,"b":2}""", Text(new JsObject { ["a"] = 1 }.AddAll(other)));
        Assert.Equal("""{"a":1,"b":2}""", Text(new JsObject { ["a"] = 1 }.AddMissing(other)));
        Assert.Equal("{}", Text(new JsObject().AddAll(Given.Json("[1]")).AddAll("text")));
    }

    [Fact]
    public void Twice_the_same_name_in_an_event_is_the_last_of_them() => Assert.Equal("""{"a":3,"b":2}""", Text(Given.Json("""{"a":1,"b":2,"a":3}""").ToObject()));

    [Fact]
    public void What_is_empty_can_be_dropped_in_three_degrees()
    {
        const string json = """{"null":null,"blank":"","object":{},"array":[],"zero":0,"no":false,"text":"t","deep":{"null":null}}""";
        JsObject Made() => Given.Json(json).ToObject();
        Assert.Equal("""{"blank":"","object":{},"array":[],"zero":0,"no":false,"text":"t","deep":{"null":null}}""", Text(Made().DropNulls()));
        Assert.Equal("""{"object":{},"array":[],"zero":0,"no":false,"text":"t","deep":{"null":null}}""", Text(Made().DropBlanks()));
        Assert.Equal("""{"zero":0,"no":false,"text":"t","deep":{"null":null}}""", Text(Made().DropEmpty()));
        Assert.Equal("""{"no":false,"text":"t"}""", Text(Made().Without("null", "blank", "object", "array", "zero", "deep", "unknown")));
    }

    [Fact]
    public void Arrays_are_copied_item_by_item()
    {
        var original = Given.Json("[1,2]");
        var made = original.ToArray();
        made[0] = "first";
        Assert.Equal("""["first",2]""", ((JsValue)made).ToJson());
        Assert.Equal("[1,2]", original.ToJson());
        Assert.Empty(Given.Json("{}").ToArray());
    }

    private static string Text(JsObject made) => ((JsValue)made).ToJson();
}
