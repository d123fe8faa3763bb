namespace Pintle.DestinationKit.Settings;

/// <summary>Settings that can't work.</summary>
/// <param name="problems">All that is wrong, at least one.</param>
public sealed class SettingsException(IReadOnlyList<SettingsProblem> problems) : Exception(string.Join(' ', problems.Select(p => p.Message)))
{
    public IReadOnlyList<SettingsProblem> Problems { get; } = problems;

    /// <summary>Key of the first setting that is wrong.</summary>
    public string Setting => Problems[0].Setting;
}
