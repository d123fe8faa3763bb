using System.CommandLine;

namespace Pintle.Server.Cli;

/// <summary>Options that are a number within bounds.</summary>
internal static class NumberOption
{
    /// <summary>An option whose value outside of the bounds is refused with a sentence that names both.</summary>
    public static Option<int> Create(string name, string description, int usual, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(given =>
        {
            if (int.TryParse(given.Tokens.SingleOrDefault()?.Value, out var number) && (number < 1 || number > most))
            {
                given.AddError($"{name} must be between 1 and {most}, but is {number}.");
            }
        });
        return option;
    }
}
