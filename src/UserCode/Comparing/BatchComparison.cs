using System.Text.Json;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Comparing;

/// <summary>What two versions made of one event.</summary>
public enum Change
{
    /// <summary>The same.</summary>
    None,

    /// <summary>Other outputs, or more or fewer.</summary>
    Outputs,

    /// <summary>The new version leaves it out.</summary>
    LeftOut,

    /// <summary>The new version no longer leaves it out.</summary>
    LetIn,

    /// <summary>The new version fails.</summary>
    Fails,

    /// <summary>The new version no longer fails.</summary>
    Mended,

    /// <summary>Both fail, with other words.</summary>
    Error,
}

/// <summary>What each of two versions made of one event.</summary>
/// <param name="Input">Place of the event.</param>
/// <param name="Change">What is different.</param>
/// <param name="Before">The error of the former version; empty when it had none.</param>
/// <param name="After">The error of the new version; empty when it has none.</param>
/// <param name="Changes">Differences between their outputs: <c>[0].properties.price</c>; of one output each without the number.</param>
public sealed record EventComparison(int Input, Change Change, string Before, string After, IReadOnlyList<JsonChange> Changes);

/// <summary>Compares what two versions made of a batch, event by event.</summary>
public static class BatchComparison
{
    /// <summary>One for each event of the batch.</summary>
    public static IEnumerable<EventComparison> Of(BatchResult before, BatchResult after, int count)
    {
        var (former, latter) = (Sides(before, count), Sides(after, count));
        return Enumerable.Range(0, count).Select(i => Compare(i, former[i], latter[i]));
    }

    private static EventComparison Compare(int input, Side before, Side after)
    {
        IReadOnlyList<JsonChange> changes = before.Error.Length + after.Error.Length > 0 ? [] : before.Outputs.Count == 1 && after.Outputs.Count == 1
            ? JsonChange.Between(before.Outputs[0], after.Outputs[0])
            : JsonChange.Between(ToJson(before.Outputs), ToJson(after.Outputs));
        var change = (before.Error, after.Error) switch
        {
            ({ Length: 0 }, { Length: > 0 }) => Change.Fails,
            ({ Length: > 0 }, { Length: 0 }) => Change.Mended,
            ({ Length: > 0 } was, var now) => was == now ? Change.None : Change.Error,
            _ when changes.Count == 0 => Change.None,
            _ when after.Outputs.Count == 0 => Change.LeftOut,
            _ when before.Outputs.Count == 0 => Change.LetIn,
            _ => Change.Outputs,
        };
        return new EventComparison(input, change, before.Error, after.Error, changes);
    }

    // An error of the batch as a whole is each event's that has nothing of its own.
    private static Side[] Sides(BatchResult result, int count)
    {
        var outputs = new List<JsonElement>[count];
        var errors = new string[count];
        Array.Fill(errors, "");
        for (var i = 0; i < count; i++)
        {
            outputs[i] = [];
        }

        foreach (var item in result.Items.Where(i => !i.IsFailure || i.Input >= 0))
        {
            if (item.IsFailure)
            {
                errors[item.Input] = item.Error;
            }
            else
            {
                outputs[Math.Max(item.Input, 0)].Add(item.Output);
            }
        }

        var ofAll = result.Items.FirstOrDefault(i => i.IsFailure && i.Input < 0).Error ?? "";
        return [.. Enumerable.Range(0, count).Select(i => new Side(outputs[i], errors[i].Length > 0 || outputs[i].Count > 0 ? errors[i] : ofAll))];
    }

    private static JsonElement ToJson(List<JsonElement> outputs) => JsonSerializer.SerializeToElement(outputs);

    private readonly record struct Side(List<JsonElement> Outputs, string Error);
}
