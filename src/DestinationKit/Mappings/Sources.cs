using System.Text.RegularExpressions;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Mappings;

/// <summary>Beginnings of a row; meant for <c>using static</c>.</summary>
public static partial class Sources
{
    /// <summary>The first of these paths at which something is present.</summary>
    public static Source From(params string[] paths)
    {
        JsPath[] ready = [.. paths.Select(path => new JsPath(path))];
        var description = string.Join(",", paths.Select(path => $"\"{path}\""));
        return new Source((in scope) => scope.First(ready), paths.Length == 1 ? description : $"[{description}]");
    }

    /// <summary>Always this value.</summary>
    public static Source Constant(JsValue value) => new((in _) => value, value.ToString());

    /// <summary>What a function finds.</summary>
    /// <param name="find">Gets what the mapping is applied to, and the event.</param>
    /// <param name="description">For the message when it is required and missing.</param>
    public static Source Find(Func<JsValue, Event, JsValue> find, string description) => new((in scope) => find(scope.Root, scope.Event), description);

    /// <summary>Text with <c>{path}</c> replaced by what lies there; "" for what is missing.</summary>
    public static Source Template(string template) => new(
        (in scope) => Filled(template, scope), template);

    /// <summary>Product of several sources; nothing unless all are numbers (or texts of numbers).</summary>
    public static Source Multiply(params Source[] factors) =>
        Combine(factors, static value => value.IsNumber || value.IsText, static (a, b) => a * b, "the product of several values");

    /// <summary>Sum of several sources; nothing unless all are numbers (texts are none here).</summary>
    public static Source Add(params Source[] terms) => Combine(terms, static value => value.IsNumber, static (a, b) => a + b, "the sum of several values");

    private static Source Combine(Source[] parts, Predicate<JsValue> takes, Func<double, double, double> combine, string description) => new(
        (in scope) =>
        {
            double? result = null;
            foreach (var part in parts)
            {
                var number = part.Value(scope) is var value && takes(value) ? value.ToNumber() : double.NaN;
                if (double.IsNaN(number))
                {
                    return default;
                }

                result = result is { } sofar ? combine(sofar, number) : number;
            }

            return result ?? default(JsValue);
        },
        description);

    private static JsValue Filled(string template, Scope scope) =>
        Place().Replace(template, place => scope.Find(new JsPath(place.Groups["path"].Value)).ToText() ?? "");

    [GeneratedRegex(@"\{(?<path>[A-Za-z0-9_$.]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
