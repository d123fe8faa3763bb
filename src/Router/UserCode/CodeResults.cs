using System.Text.Json;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.UserCode;

/// <summary>Tells for each event of a batch what became of it.</summary>
internal sealed class CodeResults
{
    private readonly string _name;
    private readonly Queue<JsonElement>?[] _outputs;
    private readonly string?[] _errors;
    private readonly string? _ofAll;

    public CodeResults(CodeAnswer answer, int count)
    {
        _name = answer.Name;
        (_outputs, _errors) = (new Queue<JsonElement>?[count], new string?[count]);
        foreach (var (input, output, error) in answer.Items)
        {
            if (error.Length == 0)
            {
                // One that nobody can be said to have made goes with the first.
                (_outputs[Math.Max(input, 0)] ??= new()).Enqueue(output);
            }
            else if (input < 0)
            {
                _ofAll ??= error;
            }
            else
            {
                _errors[input] ??= error;
            }
        }
    }

    /// <summary>What the event goes on as; otherwise its end.</summary>
    public Queue<JsonElement>? Of(int input, out Verdict? ending)
    {
        var error = _errors[input] ?? (_outputs[input] is null ? _ofAll : null);
        ending = error is not null ? new Verdict(VerdictKind.Abort, 400, $"transformation {_name} failed", error)
            : _outputs[input] is null ? new Verdict(VerdictKind.Filtered, 298, $"transformation {_name}")
            : null;
        return ending is null ? _outputs[input] : null;
    }
}
