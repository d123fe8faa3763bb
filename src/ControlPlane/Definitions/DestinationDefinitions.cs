using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Pintle.ControlPlane.Http;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Reference;

namespace Pintle.ControlPlane.Definitions;

/// <summary>Answers what kinds of destinations there are. They are the program's, so each answer is written once.</summary>
internal sealed class DestinationDefinitions(DestinationCatalogue catalogue)
{
    private readonly ConcurrentDictionary<string, Answer> _kinds = new();
    private readonly ConcurrentDictionary<string, Answer> _guides = new();
    private readonly Lazy<Answer> _list = new(() => Write(new Page<DestinationDefinitionEntry>([.. catalogue.All.Select(DestinationDefinitionEntry.Of)], Next: null)));

    public FileContentHttpResult List() => _list.Value.Send();

    /// <exception cref="ApiException">There is no such kind.</exception>
    public FileContentHttpResult Find(string name) => catalogue.Find(name) is { } type
        ? _kinds.GetOrAdd(type.Name, static (_, type) => Write(DestinationDefinitionView.Of(type)), type).Send()
        : throw ApiException.NotFound("kind of destination", name);

    /// <summary>Its guide.</summary>
    /// <exception cref="ApiException">There is no such kind.</exception>
    public FileContentHttpResult Docs(string name) => catalogue.Find(name) is { } type
        ? _guides.GetOrAdd(type.Name, static (_, type) => Answer.Of(Encoding.UTF8.GetBytes(DestinationPage.Write(type)), "text/markdown"), type).Send()
        : throw ApiException.NotFound("kind of destination", name);

    private static Answer Write<T>(T view) => Answer.Of(JsonSerializer.SerializeToUtf8Bytes(view, MergePatch.Json), "application/json");

    private sealed record Answer(byte[] Body, string Type, EntityTagHeaderValue Tag)
    {
        public static Answer Of(byte[] body, string type) => new(body, type, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\""));

        // Answers 304 to who has it.
        public FileContentHttpResult Send() => TypedResults.Bytes(Body, $"{Type}; charset=utf-8", entityTag: Tag);
    }
}
