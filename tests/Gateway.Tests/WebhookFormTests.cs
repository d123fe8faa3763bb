using System.Text.Json;

namespace Pintle.Gateway.Tests;

public sealed class WebhookFormTests
{
    private readonly GatewayHarness _gateway = new();

    [Fact]
    public async Task A_file_of_a_form_shows_its_name_headers_and_size()
    {
        var form = await ReadAsync("b", """
            --b
            Content-Disposition: form-data; name="up"; filename="dir/a.txt"
            content-type: text/plain
            x-same: 1
            X-Same: 2

            four
            --b--

            """);
        var file = form.GetProperty("File").GetProperty("up")[0];
        using var expected = JsonDocument.Parse(
            """{"Filename":"a.txt","Header":{"Content-Disposition":["form-data; name=\"up\"; filename=\"dir/a.txt\""],"Content-Type":["text/plain"],"X-Same":["1","2"]},"Size":4}""");
        Assert.True(JsonElement.DeepEquals(expected.RootElement, file), file.GetRawText());
        Assert.Equal("{}", form.GetProperty("Value").GetRawText());
    }

    [Fact]
    public async Task Parts_without_a_name_or_of_another_kind_are_left_out()
    {
        var form = await ReadAsync("b", """
            --b
            Content-Disposition: form-data

            1
            --b
            Content-Disposition: attachment; name="a"

            2
            --b
            Content-Disposition: form-data; name="a"; filename=""

            3
            --b--

            """);
        Assert.Equal("""{"Value":{"a":["3"]},"File":{}}""", form.GetRawText());
    }

    [Fact]
    public async Task A_long_boundary_is_read_too()
    {
        var boundary = new string('b', 5_000);
        var form = await ReadAsync(boundary, $"--{boundary}\nContent-Disposition: form-data; name=\"a\"\n\n1\n--{boundary}--\n");
        Assert.Equal("""{"Value":{"a":["1"]},"File":{}}""", form.GetRawText());
    }

    private async Task<JsonElement> ReadAsync(string boundary, string form)
    {
        var answer = await _gateway.PostAsync("/v1/webhook?writeKey=wk-hook", form.ReplaceLineEndings("\r\n"), $"Content-Type: multipart/form-data; boundary={boundary}");
        Assert.Equal((200, "ok"), (answer.Status, answer.Text));
        return _gateway.Events.Single().GetProperty("properties");
    }
}
