using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Pintle.DestinationKit.Settings;

/// <summary>The settings of a destination, read once from the attributes of its record: schema, form, checks and pages are made of it.</summary>
public sealed class SettingsModel
{
    private static readonly ConcurrentDictionary<Type, SettingsModel> Known = new();

    private SettingsModel(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        Fields = [.. from property in type.GetProperties()
                     let field = property.GetCustomAttribute<FieldAttribute>()
                     where field is not null
                     select Describe(property, field, property.GetValue(defaults))];
        if (Fields.FirstOrDefault(f => f.When is { } when && Field(when.Key) is null) is { } lost)
        {
            throw new InvalidOperationException($"{type.Name}: {lost.Key} depends on {lost.When!.Key}, which is not a setting.");
        }

        if (Fields.FirstOrDefault(f => f is { IsNeeded: true, When: null }) is { } always)
        {
            throw new InvalidOperationException($"{type.Name}: {always.Key} is needed in every case; then it is required.");
        }
    }

    /// <summary>In the order in which a form shows them.</summary>
    public IReadOnlyList<SettingsField> Fields { get; }

    /// <summary>Keys of secrets; of a column with the list's: <c>headers.to</c>.</summary>
    public IEnumerable<string> SecretKeys =>
        Fields.SelectMany(f => f.IsSecret ? [f.Key] : f.Columns.Where(c => c.IsSecret).Select(c => $"{f.Key}.{c.Key}"));

    public static SettingsModel Of(Type settings) => Known.GetOrAdd(settings, static type => new SettingsModel(type));

    public SettingsField? Field(string key) => Fields.FirstOrDefault(f => f.Key == key);

    private static SettingsField Describe(PropertyInfo property, FieldAttribute field, object? value) => Describe(property, field) with
    {
        Default = value switch
        {
            Enum named => JsonSerializer.SerializeToElement(JsonNamingPolicy.CamelCase.ConvertName(named.ToString())),
            string { Length: > 0 } or int or double => JsonSerializer.SerializeToElement(value),
            true => JsonSerializer.SerializeToElement(true),
            _ => default,
        },
    };

    private static SettingsField Describe(PropertyInfo property, FieldAttribute field)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
        var kind = type == typeof(bool) ? FieldKind.Switch
            : type == typeof(int) || type == typeof(double) ? FieldKind.Number
            : item == typeof(string) ? FieldKind.Names
            : item is not null ? FieldKind.Rows
            : type.IsEnum ? FieldKind.Choice
            : type != typeof(string) && type != typeof(JsonElement) ? throw new InvalidOperationException($"A setting can't be a {type.Name}: {property.DeclaringType!.Name}.{property.Name}.")
            : field.Choices.Length > 0 ? FieldKind.Choice : FieldKind.Text;
        return new SettingsField(KeyOf(property), field.Label, kind)
        {
            Help = field.Help,
            Example = field.Example,
            Pattern = field.Pattern.Length == 0 ? null : new Regex(field.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            IsSecret = field.Secret,
            IsRequired = property.GetCustomAttribute<RequiredMemberAttribute>() is not null,
            IsNeeded = field.Needed,
            Choices = type.IsEnum ? ChoicesOf(type) : [.. field.Choices.Select(c => c.Split(": ", 2)).Select(c => new SettingsChoice(c[0], c[^1]))],
            Item = field.Item,
            Columns = kind == FieldKind.Rows ? [.. item!.GetProperties().Where(p => p.CanWrite).Select(Column)] : [],
            When = SettingsCondition.Parse(field.When),
            Property = property,
        };
    }

    private static IReadOnlyList<SettingsChoice> ChoicesOf(Type names) =>
    [
        .. from name in Enum.GetNames(names)
           let value = JsonNamingPolicy.CamelCase.ConvertName(name)
           select new SettingsChoice(value, names.GetField(name)!.GetCustomAttribute<ChoiceAttribute>()?.Label ?? value),
    ];

    private static SettingsField Column(PropertyInfo property) =>
        Describe(property, property.GetCustomAttribute<FieldAttribute>() ?? new FieldAttribute(Words(property.Name)));

    // EventName → Event name.
    private static string Words(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    private static string KeyOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
