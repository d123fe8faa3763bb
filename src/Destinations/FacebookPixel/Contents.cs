using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>What standard events say about products.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/custom-data</remarks>
internal static class Contents
{
    /// <summary>Adds it to the event's data.</summary>
    public static void AddTo(JsObject data, Event e, FacebookPixelSettings settings, ContentKind kind)
    {
        var properties = e.Message["properties"];
        var hasProducts = properties["products"].Length > 0;
        switch (kind)
        {
            case ContentKind.List or ContentKind.ListOrView when hasProducts || kind == ContentKind.List:
                AddList(data, e, settings, properties, hasProducts);
                break;
            case ContentKind.View or ContentKind.ListOrView:
                AddProduct(data, e, settings, properties, hasProducts && !IdOf(properties).IsTruthy);
                break;
            case ContentKind.Order:
                AddOrder(data, e, settings, properties);
                break;
            case ContentKind.Payment:
                AddPayment(data, properties, hasProducts);
                break;
            case ContentKind.Search:
                AddSearch(data, properties);
                break;
        }
    }

    /// <summary>Money as a number of two decimals; nothing is 0.</summary>
    public static JsValue Money(JsValue given, string field)
    {
        var number = given.IsTruthy ? JsNumber.ParseFloat(given.ToString()) : 0;
        return double.IsFinite(number)
            ? Math.Round(number, 2, MidpointRounding.AwayFromZero)
            : throw EventRejectedException.Instrumentation($"\"{field}\" is \"{given}\" and could not be converted to a number.");
    }

    private static void AddList(JsObject data, Event e, FacebookPixelSettings settings, JsValue properties, bool hasProducts)
    {
        var (ids, contents) = hasProducts ? OfProducts(properties) : OfCategory(properties["category"]);
        data["content_ids"] = ids;
        data["content_type"] = TypeOf(e, settings, hasProducts ? "product" : "product_group");
        data["contents"] = contents;
        data["content_category"] = Category(properties);
        data["value"] = Money(properties["value"], "properties.value");
        data["currency"] = Currency(properties);
    }

    private static void AddProduct(JsObject data, Event e, FacebookPixelSettings settings, JsValue properties, bool ofProducts)
    {
        var (ids, contents) = ofProducts ? OfProducts(properties) : OfOne(properties);
        var byValue = settings.ValueFieldIdentifier == "properties.value";
        data["content_ids"] = ids;
        data["content_type"] = TypeOf(e, settings, "product");
        data["content_name"] = properties["product_name"].OrFalsy(properties["name"]).OrFalsy("");
        data["content_category"] = Category(properties).OrFalsy("");
        data["currency"] = Currency(properties);
        data["value"] = byValue ? Money(properties["value"], "properties.value") : Money(properties["price"], "properties.price");
        data["contents"] = contents;
    }

    private static void AddOrder(JsObject data, Event e, FacebookPixelSettings settings, JsValue properties)
    {
        var (ids, contents) = OfProducts(properties);
        data["content_category"] = Category(properties);
        data["content_ids"] = ids;
        data["content_type"] = TypeOf(e, settings, "product");
        data["currency"] = Currency(properties);
        data["value"] = Money(properties["revenue"], "properties.revenue");
        data["contents"] = contents;
        data["num_items"] = ids.Count;
    }

    private static void AddPayment(JsObject data, JsValue properties, bool hasProducts)
    {
        var (ids, contents) = hasProducts ? OfProducts(properties) : OfOne(properties);
        data["content_ids"] = ids;
        data["content_category"] = Category(properties);
        data["contents"] = contents;
        data["currency"] = Currency(properties);
        data["value"] = Money(properties["revenue"], "properties.revenue");
    }

    private static void AddSearch(JsObject data, JsValue properties)
    {
        var query = properties["query"];
        if (query.IsObject || query.IsArray)
        {
            throw EventRejectedException.Instrumentation("\"properties.query\" must be a text.");
        }

        var (ids, contents) = OfOne(properties);
        data["content_ids"] = ids;
        data["content_category"] = Category(properties);
        data["value"] = Money(properties["value"], "properties.value");
        data["contents"] = contents;
        data["search_string"] = query.IsTruthy ? query : default;
        data["currency"] = Currency(properties);
    }

    private static (JsArray Ids, JsArray Contents) OfProducts(JsValue properties)
    {
        JsArray ids = [], contents = [];
        foreach (var product in properties["products"].Items)
        {
            Add(ids, contents, product, properties);
        }

        return (ids, contents);
    }

    private static (JsArray Ids, JsArray Contents) OfOne(JsValue properties)
    {
        JsArray ids = [], contents = [];
        Add(ids, contents, properties, properties);
        return (ids, contents);
    }

    private static (JsArray Ids, JsArray Contents) OfCategory(JsValue category) => category.IsTruthy
        ? ([category], [new JsObject { { "id", category }, { "quantity", 1 } }])
        : ([], []);

    // What a product doesn't say, the event may say for all of them.
    private static void Add(JsArray ids, JsArray contents, JsValue product, JsValue properties)
    {
        var id = IdOf(product);
        if (!id.IsTruthy)
        {
            return;
        }

        ids.Add(id);
        contents.Add(new JsObject
        {
            { "id", id },
            { "quantity", product["quantity"].OrFalsy(properties["quantity"]).OrFalsy(1) },
            { "item_price", Defined(product["price"].OrFalsy(properties["price"])) },
            { "delivery_category", Defined(product["delivery_category"].OrFalsy(properties["delivery_category"])) },
        });
    }

    private static JsValue IdOf(JsValue product) => product["product_id"].OrFalsy(product["sku"]).OrFalsy(product["id"]);

    private static JsValue TypeOf(Event e, FacebookPixelSettings settings, string otherwise)
    {
        var given = UserData.Options(e)["contentType"].OrFalsy(e["properties.content_type"]);
        if (given.IsTruthy)
        {
            return given;
        }

        if (e["properties.category"].ToText() is { Length: > 0 } category)
        {
            foreach (var pair in settings.CategoryToContent)
            {
                if (pair is { To.Length: > 0 } && pair.From == category)
                {
                    return pair.To;
                }
            }
        }

        return otherwise;
    }

    private static JsValue Category(JsValue properties)
    {
        var category = properties["category"];
        if (!category.IsArray)
        {
            return category.IsTruthy ? category.ToString() : default(JsValue);
        }

        return string.Join(',', category.Items);
    }

    private static JsValue Currency(JsValue properties) => properties["currency"].OrFalsy("USD");

    private static JsValue Defined(JsValue value) => value.IsDefined ? value : default;
}
