using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary>What differs between transformations and libraries: words.</summary>
internal static class CodeKinds
{
    public static string Word(this CodeKind kind) => kind == CodeKind.Library ? "library" : "transformation";

    public static string NewId(this CodeKind kind) => Data.Ids.New(kind == CodeKind.Library ? "lib" : "tr");

    public static string NewVersionId(this CodeKind kind) => Data.Ids.New(kind == CodeKind.Library ? "lv" : "tv");

    public static CodeKind KindOf(this StoredTransformation item) => item.IsLibrary ? CodeKind.Library : CodeKind.Transformation;
}
