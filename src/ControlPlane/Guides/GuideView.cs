namespace Pintle.ControlPlane.Guides;

/// <summary>A page of the guide.</summary>
/// <param name="Name">By which it is asked for, and linked to with <c>.md</c> at its end.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Text">Its words in Markdown, to be searched and shown.</param>
internal sealed record GuideView(string Name, string Title, string Text);
