using System.Text.Json;

namespace Pintle.TestKit;

/// <summary>Workspace documents for tests: one source, some webhook destinations.</summary>
public static class WorkspaceJson
{
    public const string WriteKey = "test-write-key";

    /// <summary>A workspace whose source <c>src</c> is connected to webhooks by id and address.</summary>
    public static string Of(params (string Id, string Url)[] webhooks) => Of([.. webhooks.Select(w => new Webhook(w.Id, w.Url))]);

    public static string Of(IReadOnlyList<Webhook> webhooks) => JsonSerializer.Serialize(new
    {
        workspaceId = "ws",
        sources = new[]
        {
            new
            {
                id = "src", name = "Test", writeKey = WriteKey, enabled = true, workspaceId = "ws", config = new { },
                sourceDefinition = new { id = "sd", name = "Javascript", displayName = "Javascript", type = "web" },
                destinations = webhooks.Select(w => new
                {
                    id = w.Id, name = w.Id, enabled = w.Enabled, paused = w.Paused, workspaceId = "ws", isProcessorEnabled = true, revisionId = "1",
                    transformations = w.Transformation.Length == 0 ? [] : new[] { new { id = "t", versionId = w.Transformation, config = new { }, language = "javascript" } },
                    config = new { webhookUrl = w.Url, webhookMethod = "POST" },
                    destinationDefinition = new { id = "dd", name = w.Type, displayName = "Webhook", config = new { } },
                }),
            },
        },
    });
}

/// <summary>A webhook of a test workspace.</summary>
public sealed record Webhook(string Id, string Url, bool Enabled = true, bool Paused = false, string Type = "WEBHOOK", string Transformation = "");
