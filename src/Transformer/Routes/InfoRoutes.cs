using Microsoft.AspNetCore.Http;
using Pintle.DestinationKit;

namespace Pintle.Transformer.Routes;

/// <summary>What callers ask about the transformer itself (transformer API §2).</summary>
internal static class InfoRoutes
{
    public static Task HealthAsync(HttpContext context, BuildInfo build) => Answers.JsonAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("service"u8, "UP"u8);
        writer.WriteString("version"u8, build.Version);
        if (build.Commit.Length > 0)
        {
            writer.WriteString("gitCommitSha"u8, build.Commit);
        }

        writer.WriteEndObject();
    });

    public static Task FeaturesAsync(HttpContext context, DestinationCatalogue catalogue) => Answers.JsonAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("routerTransform"u8);
        foreach (var name in catalogue.All.Where(t => t.Identity.AtRouter).SelectMany(t => t.Identity.Aliases.Prepend(t.Name)))
        {
            writer.WriteBoolean(name, true);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("regulations"u8);
        foreach (var type in catalogue.All.Where(t => t.Deletes))
        {
            writer.WriteStringValue(type.Name);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("supportSourceTransformV1"u8, true);
        writer.WriteBoolean("supportTransformerProxyV1"u8, true);
        writer.WriteBoolean("upgradedToSourceTransformV2"u8, true);
        writer.WriteBoolean("supportDestTransformCompactedPayloadV1"u8, true);
        writer.WriteEndObject();
    });
}
