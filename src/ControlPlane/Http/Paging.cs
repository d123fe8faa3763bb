using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Http;

/// <summary>Query parameters of every list.</summary>
/// <param name="Limit">Most things on a page, 1 to 200; 50 when left out.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Sort">What it is sorted by; with <c>-</c> in front: falling.</param>
internal sealed record PageQuery(int? Limit, string? After, string? Sort);

/// <summary>A part of a list.</summary>
/// <param name="Next">What <c>after</c> must be for the next one; null: this is the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Cuts lists into pages by the last thing seen (key-set), so that a page costs the same wherever it is, and nothing is shown twice while others add.</summary>
internal sealed class Paging<T>
    where T : class, IStored
{
    private const int Usual = 50;
    private const int Most = 200;

    private readonly Dictionary<string, LambdaExpression> _keys = [];

    /// <summary>It can be sorted by this text.</summary>
    public Paging<T> By(string name, Expression<Func<T, string>> key) => Add(name, key);

    /// <summary>It can be sorted by this time.</summary>
    public Paging<T> By(string name, Expression<Func<T, DateTimeOffset>> key) => Add(name, key);

    /// <exception cref="ApiException">The query is not one of this list.</exception>
    public async Task<Page<TView>> ReadAsync<TView>(IQueryable<T> all, PageQuery query, Func<T, TView> view, CancellationToken ct)
    {
        var isFalling = query.Sort?.StartsWith('-') == true;
        var name = query.Sort?.TrimStart('-') ?? _keys.Keys.First();
        if (!_keys.TryGetValue(name, out var key))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"The list can be sorted by {string.Join(", ", _keys.Keys)}, with - in front for the other way; not by \"{query.Sort}\".");
        }

        var limit = query.Limit ?? Usual;
        if (limit is < 1 or > Most)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"limit must be from 1 to {Most}; it is {limit}.");
        }

        var rows = await Ordered(query.After is { Length: > 0 } after ? all.Where(Behind(key, Place.Read(after, name), isFalling)) : all, key, isFalling)
            .Take(limit + 1).AsNoTracking().ToListAsync(ct);
        var next = rows.Count <= limit ? null : Place.Of(name, key.Compile().DynamicInvoke(rows[limit - 1])!, rows[limit - 1].Id);
        return new Page<TView>([.. rows.Take(limit).Select(view)], next);
    }

    private Paging<T> Add(string name, LambdaExpression key)
    {
        _keys.Add(name, key);
        return this;
    }

    private static IQueryable<T> Ordered(IQueryable<T> all, LambdaExpression key, bool isFalling) => (key, isFalling) switch
    {
        (Expression<Func<T, string>> text, false) => all.OrderBy(text).ThenBy(r => r.Id),
        (Expression<Func<T, string>> text, true) => all.OrderByDescending(text).ThenByDescending(r => r.Id),
        (Expression<Func<T, DateTimeOffset>> time, false) => all.OrderBy(time).ThenBy(r => r.Id),
        _ => all.OrderByDescending((Expression<Func<T, DateTimeOffset>>)key).ThenByDescending(r => r.Id),
    };

    // key > place.Key || (key == place.Key && id > place.Id)
    private static Expression<Func<T, bool>> Behind(LambdaExpression key, Place place, bool isFalling)
    {
        var row = key.Parameters[0];
        var id = Expression.Property(row, nameof(IStored.Id));
        Expression value = key.ReturnType == typeof(string) ? Constant(place.Key) : Constant(place.ToTime());
        return Expression.Lambda<Func<T, bool>>(
            Expression.OrElse(Beyond(key.Body, value, isFalling), Expression.AndAlso(Expression.Equal(key.Body, value), Beyond(id, Constant(place.Id), isFalling))), row);
    }

    private static BinaryExpression Beyond(Expression left, Expression right, bool isFalling)
    {
        if (left.Type == typeof(string))
        {
            (left, right) = (Expression.Call(typeof(string), nameof(string.Compare), [], left, right), Expression.Constant(0));
        }

        return isFalling ? Expression.LessThan(left, right) : Expression.GreaterThan(left, right);
    }

    // A property of an object becomes a parameter of the statement; a constant would be compiled anew for every page.
    private static MemberExpression Constant<TValue>(TValue value) => Expression.Property(Expression.Constant(new Box<TValue>(value)), nameof(Box<>.Value));

    private sealed record Box<TValue>(TValue Value);

    private sealed record Place(string Sort, string Key, string Id)
    {
        // Milliseconds of the year 9999.
        private const long Farthest = 253_402_300_799_999;

        public DateTimeOffset ToTime() => long.TryParse(Key, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds) && Math.Abs(milliseconds) < Farthest
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw NoPlace(Key);

        public static string Of(string sort, object key, string id) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(
            new Place(sort, key is DateTimeOffset time ? $"{time.ToUnixTimeMilliseconds()}" : (string)key, id)));

        public static Place Read(string text, string sort)
        {
            try
            {
                return JsonSerializer.Deserialize<Place>(WebEncoders.Base64UrlDecode(text)) is { Key: not null, Id: not null } place && place.Sort == sort ? place : throw NoPlace(text);
            }
            catch (Exception wrong) when (wrong is FormatException or JsonException)
            {
                throw NoPlace(text);
            }
        }

        private static ApiException NoPlace(string text) => new(StatusCodes.Status400BadRequest, $"after must be the \"next\" of a page with the same sort; \"{text}\" is not.");
    }
}
