namespace Pintle.ControlPlane.Accounts.Vendors;

/// <summary>
/// The kinds of accounts, each as its vendor documents it. A vendor whose tokens are got in another way than RFC 6749 says (Facebook's exchange of long-lived
/// tokens, TikTok's own JSON) is not here until there is code for it.
/// </summary>
internal static class AccountDefinitions
{
    private const string GoogleScope = "https://www.googleapis.com/auth/";
    private const string Salesforce = "https://login.salesforce.com/services/oauth2";
    private const string SalesforceDocs = "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm";
    private const string Microsoft = "https://login.microsoftonline.com/common/oauth2/v2.0";

    private static readonly Dictionary<string, AccountDefinition> ByName;

    static AccountDefinitions()
    {
        All =
        [
            Google("google_ads", "Google Ads", ["GOOGLE_ADWORDS_ENHANCED_CONVERSIONS", "GOOGLE_ADWORDS_OFFLINE_CONVERSIONS", "GOOGLE_ADWORDS_REMARKETING_LISTS"], "adwords", "datamanager") with { WantsDeveloperToken = true },
            Google("google_analytics_deletion", "Google Analytics (deletion of users)", [], "analytics.user.deletion") with { Deletions = ["GA"] },
            Google("google_campaign_manager", "Google Campaign Manager 360", ["CAMPAIGN_MANAGER"], "ddmconversions", "dfatrafficking"),
            Google("google_sheets", "Google Sheets", ["GOOGLESHEETS"], "spreadsheets"),
            new("hubspot", "HubSpot", "hubspot", "https://app.hubspot.com/oauth/authorize", "https://api.hubapi.com/oauth/v3/token", "https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide")
            {
                Destinations = ["HS"],
                Scopes = ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.schemas.contacts.read"],
                WithdrawnCodes = ["BAD_REFRESH_TOKEN"],
            },

            // Its permissions are chosen at the vendor's, and its tokens don't end by themselves.
            new("intercom", "Intercom", "intercom", "https://app.intercom.com/oauth", "https://api.intercom.io/auth/eagle/token", "https://developers.intercom.com/building-apps/docs/setting-up-oauth")
            {
                Destinations = ["INTERCOM_V2"],
                Deletions = ["INTERCOM"],
            },
            new("linkedin", "LinkedIn Marketing", "linkedin", "https://www.linkedin.com/oauth/v2/authorization", "https://www.linkedin.com/oauth/v2/accessToken", "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow")
            {
                Destinations = ["LINKEDIN_ADS", "LINKEDIN_AUDIENCE"],
                Scopes = ["rw_ads", "rw_conversions", "rw_dmp_segments"],
            },
            new("microsoft_ads", "Microsoft Advertising", "microsoft", $"{Microsoft}/authorize", $"{Microsoft}/token", "https://learn.microsoft.com/en-us/advertising/guides/authentication-oauth-get-tokens?view=bingads-13")
            {
                Destinations = ["BINGADS_AUDIENCE", "BINGADS_OFFLINE_CONVERSIONS"],
                Scopes = ["https://ads.microsoft.com/msads.manage", "offline_access"],
                IsPkce = true,
                WantsDeveloperToken = true,
                WithdrawnCodes = ["interaction_required"],
            },
            new("pardot", "Salesforce Account Engagement (Pardot)", "salesforce", $"{Salesforce}/authorize", $"{Salesforce}/token", "https://developer.salesforce.com/docs/marketing/pardot/guide/authentication.html")
            {
                Destinations = ["PARDOT"],
                Scopes = ["pardot_api", "refresh_token"],
                IsPkce = true,
                Keeps = ["instance_url"],
            },
            new("reddit", "Reddit Ads", "reddit", "https://www.reddit.com/api/v1/authorize", "https://www.reddit.com/api/v1/access_token", "https://github.com/reddit/reddit/wiki/OAuth2")
            {
                Destinations = ["REDDIT"],
                Scopes = ["adsconversions", "adsread"],
                ScopeSeparator = ",",
                Parameters = new Dictionary<string, string> { ["duration"] = "permanent" },
                IsBasic = true,
            },
            new("salesforce", "Salesforce", "salesforce", $"{Salesforce}/authorize", $"{Salesforce}/token", SalesforceDocs)
            {
                Destinations = ["SALESFORCE"],
                Scopes = ["api", "refresh_token"],
                IsPkce = true,
                Keeps = ["instance_url"],
            },
            new("salesforce_sandbox", "Salesforce sandbox", "salesforce_sandbox", "https://test.salesforce.com/services/oauth2/authorize", "https://test.salesforce.com/services/oauth2/token", SalesforceDocs)
            {
                Destinations = ["SALESFORCE"],
                Scopes = ["api", "refresh_token"],
                IsPkce = true,
                Keeps = ["instance_url"],
            },
            new("snapchat", "Snapchat Marketing", "snapchat", "https://accounts.snapchat.com/login/oauth2/authorize", "https://accounts.snapchat.com/login/oauth2/access_token", "https://developers.snap.com/api/marketing-api/Ads-API/authentication")
            {
                Destinations = ["SNAPCHAT_CUSTOM_AUDIENCE"],
                Scopes = ["snapchat-marketing-api"],
            },

            // Of the data centre in the United States; the OAuth client names another.
            new("zoho", "Zoho CRM", "zoho", "https://accounts.zoho.com/oauth/v2/auth", "https://accounts.zoho.com/oauth/v2/token", "https://www.zoho.com/crm/developer/docs/api/v4/access-refresh.html")
            {
                Destinations = ["ZOHO"],
                Scopes = ["ZohoCRM.modules.ALL", "ZohoCRM.settings.ALL"],
                ScopeSeparator = ",",
                Parameters = new Dictionary<string, string> { ["access_type"] = "offline", ["prompt"] = "consent" },
                Keeps = ["api_domain"],
                WithdrawnCodes = ["invalid_code"],
            },
        ];
        ByName = All.ToDictionary(d => d.Name);
    }

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<AccountDefinition> All { get; }

    /// <summary>One by its name; null: this version doesn't know it.</summary>
    public static AccountDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    // https://developers.google.com/identity/protocols/oauth2/scopes lists the scopes. Without "consent" only the first approval gives a refresh token.
    private static AccountDefinition Google(string name, string displayName, IReadOnlyList<string> destinations, params IEnumerable<string> scopes) =>
        new(name, displayName, "google", "https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token", "https://developers.google.com/identity/protocols/oauth2/web-server")
        {
            Destinations = destinations,
            Scopes = [.. scopes.Select(scope => GoogleScope + scope)],
            Parameters = new Dictionary<string, string> { ["access_type"] = "offline", ["prompt"] = "consent" },
            IsPkce = true,
        };
}
