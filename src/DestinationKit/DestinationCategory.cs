namespace Pintle.DestinationKit;

/// <summary>What a destination's vendor is for, as people look for it.</summary>
public enum DestinationCategory
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>What people do in a product or on a site.</summary>
    Analytics,

    /// <summary>Advertisements, and what came of them.</summary>
    Advertising,

    /// <summary>Mail, messages and campaigns to customers.</summary>
    Marketing,

    /// <summary>Customers and deals.</summary>
    Crm,

    /// <summary>Conversations with customers.</summary>
    Support,

    /// <summary>Messages to one's own team.</summary>
    TeamChat,

    /// <summary>One's own servers, and other pipelines.</summary>
    Pipelines,
}
