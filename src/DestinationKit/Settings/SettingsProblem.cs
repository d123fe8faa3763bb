namespace Pintle.DestinationKit.Settings;

/// <summary>Something that is wrong with settings.</summary>
/// <param name="Setting">Key of the setting; in lists with the place: <c>headers[0].from</c>.</param>
/// <param name="Message">A sentence that names the setting and says what it must be.</param>
public sealed record SettingsProblem(string Setting, string Message);
