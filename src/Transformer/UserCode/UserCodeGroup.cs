using System.Text.Json;
using Pintle.DestinationKit.Json;
using Pintle.Events;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.Transformer.UserCode;

/// <summary>Events of one source and destination in a request: they go through the destination's transformation together.</summary>
internal sealed class UserCodeGroup(IReadOnlyList<JsValue> inputs, UserCodeRunner runner, ICodeStore store)
{
    private static readonly string[] CommonMetadata = ["sourceId", "destinationId", "destinationType", "workspaceId"];

    /// <summary>The items of the answer.</summary>
    /// <param name="tellsFiltered">Also those that were left out (298).</param>
    public async Task<IReadOnlyList<JsValue>> TransformAsync(bool tellsFiltered, CancellationToken ct)
    {
        var first = inputs[0];
        if (first.Find("destination.Transformations.0.VersionID").ToText() is not { Length: > 0 } version)
        {
            return [Failure("Transformation VersionID not found", 400, Common())];
        }

        try
        {
            var result = await runner.RunAsync(await BatchAsync(version, ct), ct);
            List<JsValue> items = [.. result.Items.Select(Item)];
            return tellsFiltered ? [.. Filtered(items), .. items] : items;
        }
        catch (CodeMissingException missing) when (missing.Status is >= 400 and < 500)
        {
            return [.. inputs.Select(i => Failure(missing.Message, missing.Status, i["metadata"]))];
        }
    }

    private async Task<UserBatch> BatchAsync(string version, CancellationToken ct)
    {
        List<string> libraries = [.. inputs[0]["libraries"].Items.Select(l => l["VersionID"].ToText() ?? "").Where(id => id.Length > 0)];
        return new UserBatch(await new CodeLoader(store).LoadAsync(version, libraries, ct), Events())
        {
            Credentials = CredentialList.Read(inputs[0]["credentials"]),
        };
    }

    private EventTexts Events() => EventTexts.Write(inputs.Count, (i, message, metadata) =>
    {
        inputs[i]["message"].WriteTo(message);
        inputs[i]["metadata"].WriteTo(metadata);
    });

    private JsValue Item(BatchItem item)
    {
        if (item.IsFailure)
        {
            return Failure(item.Error, 400, item.Input < 0 ? Common() : inputs[item.Input]["metadata"]);
        }

        return new JsObject { { "output", item.Output }, { "metadata", item.Input < 0 ? Invented(item.Output) : inputs[item.Input]["metadata"] }, { "statusCode", 200 } };
    }

    // An event that came out with a message id that none went in with.
    private JsObject Invented(JsValue output)
    {
        var metadata = inputs[0]["metadata"].ToObject();
        metadata["messageId"] = Guid.CreateVersion7().ToString();
        metadata["eventName"] = output["event"];
        metadata["eventType"] = output["type"];
        return metadata;
    }

    private JsObject Common()
    {
        var (common, first) = (new JsObject(), inputs[0]["metadata"]);
        foreach (var name in CommonMetadata)
        {
            common[name] = first[name];
        }

        common["messageIds"] = JsArray.Of(inputs.Select(i => i["metadata"]["messageId"]));
        return common;
    }

    // Inputs of whose message id nothing came out.
    private IEnumerable<JsValue> Filtered(List<JsValue> items)
    {
        var seen = items.SelectMany(i => i["metadata"]["messageIds"].Items.Append(i["metadata"]["messageId"])).Select(id => id.ToText()).ToHashSet();
        foreach (var input in inputs.Where(i => !seen.Contains(i["metadata"]["messageId"].ToText())))
        {
            var metadata = input["metadata"].ToObject();
            metadata["messageIds"] = JsonElement.Parse("null");
            yield return new JsObject { { "statusCode", 298 }, { "metadata", metadata } };
        }
    }

    private static JsObject Failure(string error, int status, JsValue metadata) => new() { { "statusCode", status }, { "error", error }, { "metadata", metadata } };
}
