using System.Text;

namespace Pintle.Store.Segments;

/// <summary>
/// Text that events of the common SDKs share: small segments compress as if such events had come before them. Part of the
/// format: a new dictionary needs a new number, and old ones stay.
/// </summary>
internal static class SegmentDictionary
{
    /// <summary>Number 1. zstd finds matches nearer the end more cheaply, so the most common shapes come last.</summary>
    public static readonly byte[] First = Encoding.UTF8.GetBytes("""
        {"type":"alias","previousId":"","userId":"","integrations":{"All":true}}{"type":"group","groupId":"","traits":{"name":"","industry":"","employees":,"plan":"enterprise"}
        {"channel":"mobile","context":{"app":{"build":"1","name":"","namespace":"com.","version":"1.0"},"device":{"adTrackingEnabled":true,"attTrackingStatus":0,"id":"","manufacturer":"Apple","model":"iPhone","name":"iPhone","type":"iOS"},"library":{"name":"rudder-ios-library","version":"1.26.0"},"locale":"en-US","network":{"bluetooth":false,"carrier":"unavailable","cellular":false,"wifi":true},"os":{"name":"iOS","version":"17.0"},"screen":{"density":3,"height":844,"width":390},"timezone":"Europe/Berlin","traits":{"anonymousId":""}},
        "device":{"id":"","manufacturer":"Google","model":"Pixel","name":"","type":"Android"},"library":{"name":"com.rudderstack.android.sdk.core","version":"1.21.0"},"os":{"name":"Android","version":"14"},"userAgent":"Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/)","sessionId":
        {"type":"screen","name":"Main","properties":{"name":"Main"}}{"context":{"library":{"name":"@segment/analytics-node","version":"2.1.3"}},"_metadata":{"nodeVersion":"20.11.0","jsRuntime":"node"},"library":{"name":"@rudderstack/rudder-sdk-node","version":"3.0.0"},"library":{"name":"analytics-python","version":"2.2.3"},"library":{"name":"analytics-go","version":"3.3.0"}
        "products":[{"product_id":"","sku":"","category":"","name":"","brand":"","variant":"","price":,"quantity":1,"coupon":"","position":1,"url":"https://www.","image_url":"https://"}],"order_id":"","checkout_id":"","affiliation":"","total":,"subtotal":,"revenue":,"shipping":,"tax":,"discount":,"currency":"USD","payment_method":"","cart_id":"","list_id":"","query":"","value":
        "event":"Order Completed","event":"Product Added","event":"Product Viewed","event":"Product Clicked","event":"Checkout Started","event":"Signed Up","event":"Button Clicked","event":"Cart Viewed","event":"Application Opened","event":"Products Searched"
        "traits":{"email":"@gmail.com","email":"@example.com","firstName":"","lastName":"","name":"","phone":"+1","createdAt":"2026-","plan":"free","company":{"id":"","name":""},"address":{"street":"","city":"","state":"","postalCode":"","country":""},"age":,"gender":"","avatar":"https://"}
        {"type":"identify","userId":"","anonymousId":"","channel":"server","context":{"traits":{"email":"
        "campaign":{"source":"google","medium":"cpc","name":"","term":"","content":""},"consentManagement":{"allowedConsentIds":[],"deniedConsentIds":[]},"ip":"","timezone":"GMT+0100","ua-ch":{"brands":[{"brand":"Chromium","version":""}],"mobile":false,"platform":"macOS"}
        Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/
        {"type":"page","name":"Home","category":"","properties":{"name":"","path":"/","referrer":"$direct","referring_domain":"","search":"","title":"","url":"https://www.","tab_url":"https://www.","initial_referrer":"$direct","initial_referring_domain":"www.google.com"},
        "event":"","properties":{},"category":null,"name":null,"traits":null,"userId":"","anonymousId":"","groupId":null,"channel":"web","messageId":"","originalTimestamp":"2026-01-01T00:00:00.000Z","sentAt":"2026-01-01T00:00:00.000Z","integrations":{"All":true},"context":{"traits":{},"sessionId":17,"sessionStart":true,"app":{"name":"RudderLabs JavaScript SDK","namespace":"com.rudderlabs.javascript","version":"3.34.1","installType":"npm"},"library":{"name":"RudderLabs JavaScript SDK","version":"3.34.1","snippetVersion":""},"locale":"en-GB","os":{"name":"","version":""},"page":{"path":"/","referrer":"https://www.google.com/","search":"","title":"","url":"https://www."},"screen":{"density":2,"width":1920,"height":1080,"innerWidth":1200,"innerHeight":800},"userAgent":"
        "},"rudderId":"","receivedAt":"2026-01-01T00:00:00.000Z","request_ip":"127.0.0.1"}{"type":"track","event":"","userId":"","anonymousId":"","messageId":"
        """.ReplaceLineEndings(""));
}
