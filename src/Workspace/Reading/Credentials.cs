using System.Collections.Frozen;
using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>What a document's transformations may ask for by key: <c>credentials</c>, an object by id.</summary>
internal static class Credentials
{
    public static FrozenDictionary<string, string> Read(JsonNavigator root)
    {
        var byKey = new Dictionary<string, string>();
        if (root.Object("credentials") is { } all)
        {
            foreach (var member in all.Element.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Object))
            {
                var credential = new JsonNavigator(member.Value, $"{all.Path}.{member.Name}");
                var key = credential.Required("key");
                if (!byKey.TryAdd(key, credential.Text("value")))
                {
                    throw new WorkspaceException($"{credential.Path}.key: \"{key}\" is the key of another credential already.");
                }
            }
        }

        return byKey.ToFrozenDictionary();
    }
}
