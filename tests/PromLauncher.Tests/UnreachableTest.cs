using System.Reflection;
using System.Xml.Linq;

namespace PromLauncher.Tests;

/// <summary>
/// <c>Unreachable.xml</c> names methods and resources of libraries. The native compiler passes over a method that it doesn't find: after an update of a
/// library it would stay in the binary, and nobody would be told.
/// </summary>
public sealed class UnreachableTest
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Each method: its assembly, its type, its signature.</summary>
    public static TheoryData<string, string, string> Methods { get; } = new(
        from assembly in Assemblies()
        from type in assembly.Elements("type")
        from method in type.Elements("method")
        select (Name(assembly), Name(type), method.Attribute("signature")!.Value));

    /// <summary>Each resource: its assembly, its name.</summary>
    public static TheoryData<string, string> Resources { get; } = new(
        from assembly in Assemblies()
        from resource in assembly.Elements("resource")
        select (Name(assembly), resource.Attribute("name")!.Value));

    [Theory]
    [MemberData(nameof(Methods))]
    public void Each_method_that_is_left_out_exists(string assembly, string type, string signature)
    {
        var found = Assembly.Load(assembly).GetType(type.Replace('/', '+'), throwOnError: true)!;
        Assert.Contains(signature, found.GetMethods(Own).Select(static method => $"{Written(method.ReturnType)} {method.Name}({Parameters(method)})")
            .Concat(found.GetConstructors(Own).Select(static constructor => $"System.Void {constructor.Name}({Parameters(constructor)})")));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Each_resource_that_is_left_out_exists(string assembly, string name) =>
        Assert.Contains(name, Assembly.Load(assembly).GetManifestResourceNames());

    private static IEnumerable<XElement> Assemblies() => XDocument.Load(Path.Combine(Repository.Source, "Unreachable.xml")).Root!.Elements("assembly");

    private static string Name(XElement element) => element.Attribute("fullname")!.Value;

    private static string Parameters(MethodBase method) => string.Join(',', method.GetParameters().Select(static parameter => Written(parameter.ParameterType)));

    /// <summary>A type as the file's format has it: <c>System.ReadOnlySpan`1&lt;System.Byte&gt;</c>.</summary>
    private static string Written(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}<{string.Join(',', type.GetGenericArguments().Select(Written))}>"
        : (type.FullName ?? type.Name).Replace('+', '/');
}
