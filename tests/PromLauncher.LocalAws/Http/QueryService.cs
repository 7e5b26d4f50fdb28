using System.Text;
using System.Xml.Linq;

namespace PromLauncher.LocalAws.Http;

/// <summary>A service with form requests and XML responses (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).</summary>
public abstract class QueryService : IAwsService
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract Task AnswerErrorAsync(AwsRequest request, AwsException error);

    /// <inheritdoc/>
    public abstract AwsException Denied(string principal, string action, string resource);

    /// <inheritdoc/>
    public abstract AwsException Throttled();

    /// <inheritdoc/>
    public async Task AnswerAsync(AwsRequest request)
    {
        var form = Form(request);
        var operation = form.GetValueOrDefault("Action") ?? throw new AwsException(400, "MissingAction", "Missing Action");
        await request.XmlAsync(await CallAsync(request, operation, form));
    }

    /// <summary>The fields of a form, which may also be in the query.</summary>
    internal static IReadOnlyDictionary<string, string> Form(AwsRequest request)
    {
        var text = request.Body.Length > 0 ? Encoding.UTF8.GetString(request.Body.Span) : request.RawQuery;
        return text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2))
            .ToDictionary(static pair => Decode(pair[0]), static pair => pair.Length == 2 ? Decode(pair[1]) : "", StringComparer.Ordinal);

        static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
    }

    /// <summary>The members of a list: <c>InstanceId.1</c>, <c>InstanceId.2</c>, …</summary>
    protected static List<string> List(IReadOnlyDictionary<string, string> form, string name)
    {
        var items = new List<string>();
        while (form.TryGetValue($"{name}.{items.Count + 1}", out var item)) items.Add(item);
        return items;
    }

    /// <summary>Answers one operation.</summary>
    /// <exception cref="AwsException">The response is an error.</exception>
    protected abstract Task<XElement> CallAsync(AwsRequest request, string operation, IReadOnlyDictionary<string, string> form);

    /// <summary>The error for an unknown operation.</summary>
    protected static AwsException UnknownOperation(string operation) => new(400, "InvalidAction", $"The action {operation} is not valid for this web service.");
}
