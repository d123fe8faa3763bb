using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Pintle.ControlPlane.Http;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Definitions;

/// <summary>Answers what kinds of destinations there are. They are the program's, so each answer is written once.</summary>
internal sealed class DestinationDefinitions(DestinationCatalogue catalogue)
{
    private readonly ConcurrentDictionary<string, Answer> _kinds = new();
    private readonly Lazy<Answer> _list = new(() => Write(new Page<DestinationDefinitionEntry>([.. catalogue.All.Select(DestinationDefinitionEntry.Of)], Next: null)));

    public FileContentHttpResult List() => _list.Value.Send();

    /// <exception cref="ApiException">There is no such kind.</exception>
    public FileContentHttpResult Find(string name) => catalogue.Find(name) is { } type
        ? _kinds.GetOrAdd(type.Name, static (_, type) => Write(DestinationDefinitionView.Of(type)), type).Send()
        : throw ApiException.NotFound("kind of destination", name);

    private static Answer Write<T>(T view)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(view, MergePatch.Json);
        return new Answer(json, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..32]}\""));
    }

    private sealed record Answer(byte[] Json, EntityTagHeaderValue Tag)
    {
        // Answers 304 to who has it.
        public FileContentHttpResult Send() => TypedResults.Bytes(Json, "application/json; charset=utf-8", entityTag: Tag);
    }
}
